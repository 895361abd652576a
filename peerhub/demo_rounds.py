"""The rounds of the demo: one completed, one running, one open, one released to open soon, 140 days apart, and the
hidden one to try imports on. Their days are counted from the day of the demo."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.enums import Region
from accounts.models import User
from home.demo import Plan

from .demo_questions import ensure_questionnaires
from .demo_schemes import NEW, WORK, ensure_scheme
from .domain.formats import settings_for
from .enums import RELEASED, MeetingForm, RoundState, StartBy
from .models import PeerProgramme, PredefinedGroup, Questionnaire, RoundEvent, SignupRound

TRIAL = "proeverunde"
EARLY, NOON = time(8, 0), time(12, 0)
END_OF_DAY = time(23, 59, 59)
# The states a round goes through, in their order.
WAY = (RoundState.OPEN, RoundState.CLOSED, RoundState.MATCHING, RoundState.PUBLISHED, RoundState.RUNNING)


@dataclass(frozen=True)
class Days:
    """Days from the day of the demo: when signup opens and closes, and groups start and end."""

    opens: int
    closes: int
    start: int
    ends: int | None = None


def seed_rounds(plan: Plan) -> None:
    """Makes the rounds. A second call finds them by their addresses and changes nothing."""
    work, new = ensure_scheme(WORK), ensure_scheme(NEW)
    asked = ensure_questionnaires(work, new, _at(plan.today - timedelta(days=400), NOON))
    _round(plan, work, asked["work"], RoundState.COMPLETED, Days(-310, -275, -240, -30))
    _round(plan, work, asked["work"], RoundState.RUNNING, Days(-170, -135, -100))
    _round(plan, work, asked["work"], RoundState.OPEN, Days(-14, 21, 40))
    later = _round(plan, new, asked["new"], RoundState.DRAFT, Days(30, 65, 80, 260), region=Region.MIDTJYLLAND)
    for row in GROUPS:
        _group(later, *row)
    _trial(plan, work, asked["trial"])


def _round(
    plan: Plan, programme: PeerProgramme, asked: Questionnaire, state: str, days: Days, **more: Any
) -> SignupRound:
    start = plan.today + timedelta(days=days.start)
    danish, english = _month(start, "da"), _month(start, "en")
    slug = f"{programme.code.partition('-')[0]}-{danish}-{start.year}"
    known = SignupRound.objects.filter(slug=slug).first()
    if known is not None:
        return known
    made = SignupRound(
        programme=programme,
        slug=slug,
        name_da=f"{danish.capitalize()} {start.year}",
        name_en=f"{english} {start.year}",
        state=state,
        opens_at=_at(plan.today + timedelta(days=days.opens), EARLY),
        closes_at=_at(plan.today + timedelta(days=days.closes), END_OF_DAY),
        first_start=start,
        ends_on=plan.today + timedelta(days=days.ends) if days.ends else None,
        questionnaire=asked,
        **more,
    )
    return _save(made, programme, plan)


def _save(made: SignupRound, programme: PeerProgramme, plan: Plan) -> SignupRound:
    by = User.objects.filter(email="demo-koordinator@example.org").first()
    wanted = settings_for(programme)
    made.grouping, made.audience, made.start_by = wanted.grouping[0], wanted.audience[0], wanted.start_by[0]
    made.meeting_form, made.has_roles = MeetingForm.EITHER, wanted.has_roles
    for name in ("min_size", "target_size", "max_size"):
        setattr(made, name, getattr(programme, name))
    opens = made.opens_at or _at(plan.today, EARLY)
    made.made_at, made.made_by, made.released_at = opens - timedelta(days=40), by, opens - timedelta(days=35)
    if made.start_by == StartBy.FIXED and made.first_start:
        made.meeting_form = MeetingForm.PHYSICAL
        made.start_meeting_at = _at(made.first_start, time(17, 0))
        made.start_meeting_place = "Frivilligcentret i din by"
    made.save(force_insert=True)
    _history(made, by)
    return made


def _history(made: SignupRound, by: User | None) -> None:
    """What has happened, on the days it would have happened on."""
    rows: list[tuple[str, str, User | None, datetime, str]] = [("", RoundState.DRAFT, by, made.made_at, "")]
    rows.append((RoundState.DRAFT, RoundState.DRAFT, by, made.released_at or made.made_at, RELEASED))
    if made.state != RoundState.DRAFT:
        rows += _way(made, by)
    for before, state, who, at, note in rows:
        RoundEvent.objects.create(round=made, from_state=before, to_state=state, by=who, at=at, note=note)


def _way(made: SignupRound, by: User | None) -> list[tuple[str, str, User | None, datetime, str]]:
    """The steps from the draft to the state it is in."""
    assert made.opens_at  # noqa: S101  for the type checker, as are the next two
    assert made.closes_at  # noqa: S101
    assert made.first_start  # noqa: S101
    start = _at(made.first_start, EARLY)
    days = [made.opens_at, made.closes_at, made.closes_at + timedelta(days=2), start - timedelta(days=20), start]
    ends = _at(made.ends_on, NOON) if made.ends_on else start
    by_itself = (RoundState.OPEN, RoundState.CLOSED, RoundState.RUNNING)
    rows: list[tuple[str, str, User | None, datetime, str]] = []
    before: str = RoundState.DRAFT
    for state, at in zip((*WAY, RoundState.COMPLETED), (*days, ends), strict=True):
        rows.append((before, state, None if state in by_itself else by, at, ""))
        if state == made.state:
            return rows
        before = state
    return rows


def _trial(plan: Plan, programme: PeerProgramme, asked: Questionnaire) -> None:
    """Open, without signups, and met by no visitor."""
    if SignupRound.objects.filter(slug=TRIAL).exists():
        return
    made = SignupRound(
        programme=programme,
        slug=TRIAL,
        name_da="Prøverunde",
        name_en="Trial round",
        state=RoundState.OPEN,
        hidden=True,
        opens_at=_at(plan.today - timedelta(days=1), EARLY),
        closes_at=_at(plan.today + timedelta(days=365), END_OF_DAY),
        first_start=plan.today + timedelta(days=380),
        questionnaire=asked,
    )
    _save(made, programme, plan)


# Name in both languages, area, seats, when it meets in both languages.
GROUPS: list[tuple[tuple[str, str], str, int, tuple[str, str]]] = [
    (("Aarhus, eftermiddag", "Aarhus, afternoon"), "Aarhus", 8, ("2. tirsdag kl. 17–19", "2nd Tuesday, 17–19")),
    (("Viborg, formiddag", "Viborg, morning"), "Viborg", 6, ("1. torsdag kl. 10–12", "1st Thursday, 10–12")),
    (("Randers, 18–36 år", "Randers, aged 18–36"), "Randers", 6, ("Sidste onsdag kl. 18–20", "Last Wednesday, 18–20")),
]


def _group(made: SignupRound, name: tuple[str, str], area: str, seats: int, meets: tuple[str, str]) -> None:
    values: dict[str, Any] = {
        "name_en": name[1],
        "area": area,
        "region": Region.MIDTJYLLAND,
        "form": MeetingForm.PHYSICAL,
    }
    values |= {"seats": seats, "meets_da": meets[0], "meets_en": meets[1], "order": made.predefined_groups.count() + 1}
    PredefinedGroup.objects.get_or_create(round=made, name_da=name[0], defaults=values)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _month(day: date, language: str) -> str:
    with translation.override(language):
        return date_format(day, "F")
