"""A round of the demo in the midst of being matched, with a proposal to look at and to change. No visitor meets it."""

from datetime import datetime, time, timedelta
from itertools import count

from django.utils import timezone

from accounts.models import User
from home.demo import Plan
from home.domain.postcodes import all_postcodes

from .demo_groups import keep_answers, made_up
from .demo_rounds import EARLY, END_OF_DAY
from .demo_schemes import WORK
from .domain import proposals
from .domain.answers import Answers, Where, Wishes
from .domain.formats import settings_for
from .domain.match_setup import usual_setup
from .domain.proposal_runs import run
from .enums import MeetingForm, RoundState
from .models import MatchProposal, PeerProgramme, Questionnaire, Signup, SignupRound
from .signup_enums import SignupState

TO_MATCH = "prove-matchning"
MOVES = 200
# Postcode, age, hearing, theme, kind of work, times.
PEOPLE: tuple[tuple[int, int, str, str, str, tuple[str, ...]], ...] = (
    (8000, 41, "hearing_loss", "meetings_at_work", "it_office", ("tue-evening", "thu-evening")),
    (8200, 46, "hearing_loss", "energy_fatigue", "education", ("tue-evening",)),
    (8210, 39, "tinnitus", "energy_fatigue", "health_care", ("tue-evening", "wed-evening")),
    (8270, 52, "hearing_loss", "hearing_technology", "public_admin", ("tue-evening", "thu-evening")),
    (8600, 48, "hearing_loss", "telling_colleagues", "industry", ("thu-evening", "sat-morning")),
    (8660, 35, "meniere", "energy_fatigue", "construction", ("thu-evening",)),
    (8700, 58, "cochlear_implant", "rights_support", "culture", ("thu-evening",)),
    (8900, 44, "hearing_loss", "meetings_at_work", "trade", ("thu-evening", "tue-evening")),
    (2100, 37, "tinnitus", "tinnitus_coping", "it_office", ("mon-evening", "wed-evening")),
    (2300, 42, "tinnitus", "energy_fatigue", "health_care", ("wed-evening",)),
    (2500, 33, "hyperacusis", "family_life", "education", ("wed-evening", "mon-evening")),
    (2800, 55, "hearing_loss", "telling_colleagues", "public_admin", ("wed-evening",)),
    (4000, 49, "hearing_loss", "meetings_at_work", "industry", ("wed-evening", "sat-morning")),
    (3700, 61, "hearing_loss", "hearing_technology", "transport", ("sat-morning",)),
)


def seed_proposals(plan: Plan) -> None:
    """Makes the round, its people and one proposal. A second call finds the round and changes nothing."""
    work = PeerProgramme.objects.filter(code=WORK).first()
    by = User.objects.filter(email="demo-koordinator@example.org").first()
    if work is None or by is None or SignupRound.objects.filter(slug=TO_MATCH).exists():
        return
    round = _round(plan, work)
    now = timezone.make_aware(datetime.combine(plan.today, EARLY))
    keep_answers([_signup(round, row, now) for row in PEOPLE])
    made = proposals.start(round, setup=usual_setup(round), by=by, now=now)
    MatchProposal.objects.filter(pk=made.pk).update(moves=MOVES)
    seconds = count()
    run(made.pk, clock=lambda: now + timedelta(seconds=next(seconds)))


def _round(plan: Plan, work: PeerProgramme) -> SignupRound:
    opens, closes = plan.today - timedelta(days=50), plan.today - timedelta(days=3)
    wanted = settings_for(work)
    return SignupRound.objects.create(
        programme=work,
        slug=TO_MATCH,
        name_da="Prøv matchning",
        name_en="Try matching",
        state=RoundState.CLOSED,
        hidden=True,
        opens_at=timezone.make_aware(datetime.combine(opens, EARLY)),
        closes_at=timezone.make_aware(datetime.combine(closes, END_OF_DAY)),
        first_start=plan.today + timedelta(days=25),
        grouping=wanted.grouping[0],
        audience=wanted.audience[0],
        start_by=wanted.start_by[0],
        meeting_form=MeetingForm.EITHER,
        questionnaire=Questionnaire.objects.filter(programme=work).order_by("pk").first(),
        min_size=work.min_size,
        target_size=work.target_size,
        max_size=work.max_size,
        made_at=timezone.make_aware(datetime.combine(opens - timedelta(days=20), time(12, 0))),
    )


def _signup(
    round: SignupRound, row: tuple[int, int, str, str, str, tuple[str, ...]], now: datetime
) -> tuple[Signup, Answers]:
    postcode, age, challenge, theme, sector, slots = row
    area = all_postcodes().find(postcode)
    where = Where(postcode=postcode, region=area.region if area else "", form="either", max_km=30, slots=slots)
    asked = {"age": age, "challenges": [challenge], "themes": [theme], "sector": sector}
    answers = Answers(where, Wishes(questions=asked, prefer_challenge="same" if age % 2 else "none"))
    return made_up(round, answers, SignupState.CONFIRMED, now, now), answers
