"""The meetings of the demo's groups, past and to come, in every state; what a group has agreed on and written; and the
open café, which anybody may join. Written as they would have come to stand; no mail is queued about any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from home.demo import Plan

from .demo_groups import LANGUAGE
from .demo_schemes import CAFE, ensure_scheme
from .domain import kit
from .domain.agendas import agenda_for
from .enums import MeetingForm, RoundState
from .group_enums import GroupAct, GroupState, MemberRole, MembershipState
from .meeting_enums import DutyState, MeetingKind, MeetingPlace, MeetingState
from .models import (
    ConvenerDuty,
    GroupAgreement,
    GroupEvent,
    GroupMeeting,
    GroupMembership,
    GroupMessage,
    MeetingDate,
    MeetingVote,
    PeerGroup,
    SharedIntro,
    SignupRound,
)

HELD, NOT_HELD, SCHEDULED = MeetingState.HELD, MeetingState.NOT_HELD, MeetingState.SCHEDULED
PROPOSED, CANCELLED = MeetingState.PROPOSED, MeetingState.CANCELLED
LASTS = timedelta(hours=2)
EVENING = time(17, 0)
LINK = "https://example.org/moede"
PLACES = {
    "København": "Kulturhuset, lokale 3",
    "Roskilde": "Biblioteket, mødelokalet",
    "Aalborg": "Frivilligcentret, stuen",
    "Aarhus": "Dokken, lokale 2",
    "Odense": "Borgernes Hus, lokale 4",
    "Esbjerg": "Huset ved havnen",
}
AGREEMENT = (
    "Det, vi siger her, bliver her.\nVi taler én ad gangen, og alle kan se hinandens ansigt.\n"
    "Vi begynder og slutter til tiden. Det er i orden at sige pas."
)


@dataclass(frozen=True)
class Met:
    """A meeting: days from the day of the demo, kind, state, theme, how many came, and which member leads it."""

    days: int
    kind: str
    state: str
    theme: str = ""
    came: int | None = None
    leads: int | None = 0


@dataclass(frozen=True)
class Life:
    """What has happened in a group and is to come."""

    meetings: tuple[Met, ...] = ()
    says: Sequence[str] = ()
    asks_days: bool = False


START, THEME, CLOSING = MeetingKind.START, MeetingKind.THEME, MeetingKind.CLOSING
WHOLE = Life(
    (
        Met(-238, START, HELD, came=5),
        Met(-210, THEME, HELD, "Møder og støj", 5, 1),
        Met(-182, THEME, HELD, "Energi og pauser", 4, 2),
        Met(-154, THEME, HELD, "At fortælle om sit høretab", 5, 3),
        Met(-126, THEME, CANCELLED, "Tinnitus", None, None),
        Met(-98, THEME, HELD, "Rettigheder på jobbet", 4, 0),
        Met(-70, THEME, HELD, "Netværk", 3, 1),
        Met(-35, CLOSING, HELD, came=4, leads=2),
    )
)
LIVES: dict[tuple[str, int], Life] = {
    (RoundState.COMPLETED, 1): WHOLE,
    (RoundState.COMPLETED, 2): Life((*WHOLE.meetings[:7], Met(18, THEME, SCHEDULED, "Teknik hjemme", leads=1))),
    (RoundState.COMPLETED, 3): Life(WHOLE.meetings[:1] + WHOLE.meetings[-1:]),
    (RoundState.RUNNING, 1): Life(
        (
            Met(-96, START, HELD, came=4),
            Met(-68, THEME, HELD, "Hjælpemidler", 4, 1),
            Met(-33, THEME, HELD, "Energi og pauser", 3, 2),
            Met(9, THEME, SCHEDULED, "Møder og støj", leads=0),
            Met(37, THEME, PROPOSED, leads=None),
            Met(65, THEME, PROPOSED, leads=None),
        ),
        says=("Tak for sidst. Jeg tager kaffe med næste gang.", "Jeg har fundet et lokale med teleslynge."),
    ),
    # Silent: two agreed meetings in a row were not held.
    (RoundState.RUNNING, 2): Life(
        (
            Met(-95, START, HELD, came=5),
            Met(-60, THEME, NOT_HELD, "Hjælpemidler", leads=1),
            Met(-32, THEME, NOT_HELD, "Tinnitus", leads=2),
        )
    ),
    (RoundState.RUNNING, 3): Life(
        (Met(-94, START, HELD, came=5), Met(-40, THEME, HELD, "Netværk", 4, 1), Met(0, THEME, PROPOSED, leads=None)),
        asks_days=True,
    ),
    # A meeting comes near, and nobody leads it.
    (RoundState.RUNNING, 4): Life(
        (
            Met(-93, START, HELD, came=9),
            Met(-58, THEME, HELD, "Rettigheder på jobbet", 8, 3),
            Met(-30, THEME, HELD, "Teknik hjemme", 7, 4),
            Met(4, THEME, PROPOSED, "Tinnitus", leads=None),
        )
    ),
    (RoundState.RUNNING, 5): Life(
        (
            Met(-92, START, HELD, came=5),
            Met(-50, THEME, HELD, "At fortælle om sit høretab", 5, 1),
            Met(-22, THEME, HELD, "Møder og støj", 4, 2),
            Met(6, THEME, SCHEDULED, "Energi og pauser", leads=3),
        )
    ),
}
CAFE_MEETINGS = tuple(Met(days, MeetingKind.CAFE, HELD, came=4) for days in (-42, -28, -14))
CAFE_TO_COME = tuple(Met(days, MeetingKind.CAFE, SCHEDULED, leads=number) for number, days in enumerate((3, 17, 31)))
IN_CAFE = 5


def seed_meetings(plan: Plan) -> None:
    """Makes the meetings and the café. A second call finds them and changes nothing."""
    for (state, number), life in LIVES.items():
        group = PeerGroup.objects.filter(round__state=state, round__hidden=False, number=number).first()
        if group is not None and not group.meetings.exists():
            _live(plan, group, life)
    _intro(plan)
    _cafe(plan)


def _live(plan: Plan, group: PeerGroup, life: Life) -> None:
    members = list(group.memberships.filter(state=MembershipState.ACCEPTED).order_by("accepted_at", "pk"))
    themes = {title: key for key, title in kit.themes_to_choose("da")}
    for met in life.meetings:
        _meeting(plan, group, met, members, themes.get(met.theme, ""))
    GroupAgreement.objects.create(
        group=group,
        text=AGREEMENT,
        review_on=plan.today + timedelta(days=30),
        changed_at=_at(plan, life.meetings[0].days),
    )
    for number, text in enumerate(life.says):
        author = members[number % len(members)] if members else None
        GroupMessage(group=group, author=author, text=text, at=_at(plan, number - 20)).save(force_insert=True)
    if life.asks_days:
        _ask(plan, group, members)


def _meeting(plan: Plan, group: PeerGroup, met: Met, members: Sequence[GroupMembership], theme: str = "") -> None:
    is_virtual = group.form == MeetingForm.VIRTUAL
    has_day = met.state != PROPOSED or met.days > 0
    starts = _at(plan, met.days) if has_day else None
    made = GroupMeeting.objects.create(
        group=group,
        kind=met.kind,
        state=met.state,
        form=MeetingPlace.VIRTUAL if is_virtual else MeetingPlace.PHYSICAL,
        starts_at=starts,
        ends_at=starts + LASTS if starts else None,
        place="" if is_virtual else PLACES.get(group.town, "Frivilligcentret"),
        link=LINK if is_virtual else "",
        theme=met.theme,
        theme_slug=theme,
        agenda=agenda_for(met.kind),
        has_loop=not is_virtual,
        is_step_free=not is_virtual,
        has_captions=is_virtual,
        attended=met.came,
        changed_at=_at(plan, min(met.days, 0) - 5),
        ended_at=starts if met.state in (HELD, NOT_HELD, CANCELLED) else None,
    )
    if met.leads is not None and members:
        leads = members[met.leads % len(members)]
        at = made.changed_at
        ConvenerDuty.objects.create(meeting=made, membership=leads, state=DutyState.ACCEPTED, at=at, packed_at=at)
    if met.state in (HELD, NOT_HELD) and made.ends_at:
        GroupEvent.objects.create(group=group, act=GroupAct(met.state), at=made.ends_at, to_state=group.state)


def _ask(plan: Plan, group: PeerGroup, members: Sequence[GroupMembership]) -> None:
    """A group that is looking for a day: three are asked about, and all but one have answered."""
    meeting = group.meetings.filter(state=PROPOSED).first()
    if meeting is None:
        return
    meeting.answer_by = _at(plan, 5)
    meeting.save(update_fields=["answer_by"])
    days = [MeetingDate(meeting=meeting, starts_at=_at(plan, n), ends_at=_at(plan, n) + LASTS) for n in (12, 13, 19)]
    MeetingDate.objects.bulk_create(days)
    said = ("yes", "maybe", "no")
    MeetingVote.objects.bulk_create(
        MeetingVote(date=date, membership=one, answer=said[(number + place) % 3])
        for place, date in enumerate(meeting.dates.all())
        for number, one in enumerate(members[:-1])
    )


def _intro(plan: Plan) -> None:
    """The shared beginning of the running round: it has been."""
    round = SignupRound.objects.filter(state=RoundState.RUNNING, hidden=False).first()
    if round is None or round.intros.exists():
        return
    made = SharedIntro.objects.create(
        round=round,
        starts_at=_at(plan, -103),
        ends_at=_at(plan, -103) + timedelta(hours=1),
        link=LINK,
        programme="Velkommen\nSådan mødes en gruppe\nSpørgsmål",
        has_captions=True,
        changed_at=_at(plan, -110),
    )
    made.groups.set(round.groups.all())


def _cafe(plan: Plan) -> None:
    """The open café: a standing group online, with room for more."""
    programme = ensure_scheme(CAFE)
    if PeerGroup.objects.filter(programme=programme, round=None).exists():
        return
    opened = _at(plan, -60)
    group = PeerGroup.objects.create(
        programme=programme,
        number=1,
        name="Tirsdagscaféen",
        state=GroupState.ACTIVE,
        form=MeetingForm.VIRTUAL,
        languages=[LANGUAGE],
        min_size=programme.min_size,
        max_size=programme.max_size,
        seats=programme.max_size,
        made_at=opened,
        notice_days=2,
        made_by=User.objects.filter(email="demo-koordinator@example.org").first(),
    )
    GroupEvent.objects.create(group=group, act=GroupAct.MADE, to_state=GroupState.ACTIVE, at=opened)
    members = [_guest(group, number, opened) for number in range(1, IN_CAFE + 1)]
    for met in (*CAFE_MEETINGS, *CAFE_TO_COME):
        _meeting(plan, group, met, members)


def _guest(group: PeerGroup, number: int, opened: datetime) -> GroupMembership:
    email = f"demo-cafe-{number}@example.org"
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, first_name=f"Cafégæst {number}", last_name="(demo)")
    return GroupMembership.objects.create(
        group=group,
        person=person,
        state=MembershipState.ACCEPTED,
        role=MemberRole.PEER,
        invited_at=opened,
        accepted_at=opened + timedelta(days=number),
    )


def _at(plan: Plan, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(plan.today + timedelta(days=days), EVENING))
