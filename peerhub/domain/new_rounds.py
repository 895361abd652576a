"""Making a round: from the previous one with everything copied, or from the scheme."""

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..enums import RoundState
from ..models import PeerProgramme, PredefinedGroup, Questionnaire, RoundEvent, SignupRound
from .errors import Refused
from .formats import settings_for

# A copy is dated half a year later, until it lies ahead; the coordinator moves the days as they fit.
STEP = relativedelta(months=6)
COPIED = (
    *("info_da", "info_en", "region", "audience", "start_by", "meeting_form", "grouping", "has_roles", "criteria"),
    "refill",
)
COPIED_SIZES = ("min_size", "target_size", "max_size", "size_reason")
RESERVED = frozenset({"ny"})  # an address of the workbench


@transaction.atomic
def make(
    *,
    programme: PeerProgramme,
    slug: str,
    name_da: str,
    name_en: str = "",
    region: str = "",
    previous: SignupRound | None = None,
    by: User,
    now: datetime,
) -> SignupRound:
    """Makes a draft. From `previous` everything is copied: settings, sizes, texts, groups, the newest questionnaire,
    and the dates moved ahead by half years. A second identical call by the same person returns the first draft.

    Raises Refused for a scheme without rounds, an address that is taken, and a region that is not this person's.
    """
    lock_row(programme)
    known = SignupRound.objects.filter(slug=slug).first()
    if known is not None and (known.made_by_id, known.programme_id, known.state) == (by.pk, programme.pk, "draft"):
        return known
    if not programme.has_rounds:
        raise Refused(_("This scheme has standing open groups, so it has no rounds."), field="programme")
    if known is not None or slug in RESERVED:
        raise Refused(_("Another round has this address. Choose another."), field="slug")
    made = SignupRound(programme=programme, slug=slug, name_da=name_da, name_en=name_en, made_at=now, made_by=by)
    _from_programme(made, programme, region)
    if previous is not None:
        _from_round(made, previous, now)
    made.save(force_insert=True)
    if not SignupRound.objects.run_by(by).filter(pk=made.pk).exists():
        raise Refused(_("Choose a region that you coordinate."), field="region")
    for group in previous.predefined_groups.all() if previous else ():
        _copy_group(group, made)
    RoundEvent.objects.create(round=made, from_state="", to_state=RoundState.DRAFT, by=by, at=now)
    record(by=by, action="round.made", object=made, now=now)
    return made


def _from_programme(made: SignupRound, programme: PeerProgramme, region: str) -> None:
    wanted = settings_for(programme)
    made.grouping, made.audience = wanted.grouping[0], wanted.audience[0]
    made.start_by, made.meeting_form = wanted.start_by[0], wanted.meeting_form[0]
    made.has_roles = wanted.has_roles
    made.region = region if wanted.takes_region else ""
    for name in COPIED_SIZES:
        setattr(made, name, getattr(programme, name))
    made.questionnaire = Questionnaire.objects.filter(programme=programme).newest().order_by("-made_at").first()


def _from_round(made: SignupRound, previous: SignupRound, now: datetime) -> None:
    region = made.region
    for name in (*COPIED, *COPIED_SIZES):
        setattr(made, name, getattr(previous, name))
    made.region = region or previous.region
    made.copied_from = previous
    if previous.questionnaire is not None:
        series = Questionnaire.objects.filter(series=previous.questionnaire.series)
        made.questionnaire = series.newest().first()
    _move_dates(made, previous, now)


def _move_dates(made: SignupRound, previous: SignupRound, now: datetime) -> None:
    """The previous round's days, half a year later or as many half years as it takes for signup to lie ahead."""
    if previous.opens_at is None:
        return
    steps = 1
    while _later(previous.opens_at, steps) <= now:
        steps += 1
    made.opens_at = _later(previous.opens_at, steps)
    made.closes_at = _later(previous.closes_at, steps) if previous.closes_at else None
    made.first_start = previous.first_start + STEP * steps if previous.first_start else None
    made.ends_on = previous.ends_on + STEP * steps if previous.ends_on else None


def _later(moment: datetime, steps: int) -> datetime:
    """The same hour in Copenhagen some half years later, summer time or not."""
    local = timezone.localtime(moment)
    day: date = local.date() + STEP * steps
    return timezone.make_aware(datetime.combine(day, local.time()))


def _copy_group(group: PredefinedGroup, made: SignupRound) -> None:
    names = ("order", "name_da", "name_en", "area", "region", "form", "seats", "meets_da", "meets_en")
    PredefinedGroup.objects.create(round=made, **{name: getattr(group, name) for name in names})
