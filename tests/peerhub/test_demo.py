"""The schemes, questionnaires and rounds of the demo."""

from datetime import date, timedelta

import pytest

from accounts.enums import Region
from accounts.models import User
from home.demo import Plan
from home.domain.readability import lix
from peerhub import demo_questions, demo_schemes
from peerhub.demo_consents import ensure_texts
from peerhub.demo_groups import seed_groups
from peerhub.demo_rounds import TRIAL, seed_rounds
from peerhub.demo_schemes import CAFE, NEW, WORK, ensure_scheme
from peerhub.domain import queries
from peerhub.domain.next_rounds import Standing, next_of
from peerhub.enums import Criterion, RoundState
from peerhub.group_enums import GroupState, MembershipState
from peerhub.models import GroupMembership, PeerGroup, PeerProgramme, Question, QuestionOption, SignupRound
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)
CODES = {
    "challenges": "hearing_loss tinnitus meniere hyperacusis sudden_deafness cochlear_implant deaf_severe "
    "auditory_processing",
    "sector": "health_care education public_admin trade industry construction it_office transport culture not_working",
    "themes": "telling_colleagues meetings_at_work energy_fatigue hearing_technology family_life social_life "
    "sick_leave_return tinnitus_coping career_change rights_support grief_identity parenting",
}


@pytest.fixture(autouse=True)
def _seeded() -> None:
    ensure_scheme(CAFE)
    for _time in range(2):
        seed_rounds(Plan(today=TODAY, scale=1, say=lambda _line: None))


def test_four_rounds_stand_in_four_states_and_the_first_three_140_days_apart() -> None:
    shown = SignupRound.objects.exclude(slug=TRIAL).order_by("first_start")
    assert [one.state for one in shown] == [
        RoundState.COMPLETED,
        RoundState.RUNNING,
        RoundState.OPEN,
        RoundState.DRAFT,
    ]
    starts = [one.first_start for one in shown]
    assert starts[1] - starts[0] == starts[2] - starts[1] == timedelta(days=140)
    assert [one.events.last().to_state for one in shown] == [one.state for one in shown]


def test_each_scheme_stands_differently_for_visitors() -> None:
    rounds = list(SignupRound.objects.listed())
    found = {code: next_of(PeerProgramme.objects.get(code=code), rounds, NOW).standing for code in (WORK, NEW, CAFE)}
    assert found == {WORK: Standing.OPEN, NEW: Standing.OPENS, CAFE: Standing.ALL_YEAR}


def test_the_trial_round_has_every_code_of_the_contract_and_no_visitor_meets_it() -> None:
    trial = SignupRound.objects.get(slug=TRIAL)
    assert (trial.min_size, trial.target_size, trial.max_size) == (4, 5, 9)
    assert trial.criteria == list(Criterion.values) == ["geography", "age", "challenge", "themes", "sector"]
    assert trial.is_open_at(NOW)
    assert queries.round_open_for_signup(TRIAL, NOW) is None
    for code, options in CODES.items():
        question = Question.objects.get(questionnaire=trial.questionnaire, code=code)
        assert [one.code for one in question.options.all()] == options.split()


def test_nine_groups_in_all_regions_one_online_in_each_round_and_one_below_its_minimum(administrator: User) -> None:
    User.objects.filter(pk=administrator.pk).update(email="demo-admin@example.org")
    ensure_texts(NOW)
    for _time in range(2):
        seed_groups(Plan(today=TODAY, scale=1, say=lambda _line: None))
    groups = list(PeerGroup.objects.order_by("round__first_start", "number"))
    assert len(groups) == 9
    assert {one.region for one in groups} == {*Region.values, ""}
    running = groups[3:]
    assert [one.memberships.count() for one in running] == [0, 6, 5, 9, 5, 3]
    assert [one.state for one in running][-2:] == [GroupState.ACTIVE, GroupState.FORMING]
    assert {one.state for one in groups[:3]} == {GroupState.CLOSED, GroupState.CONTINUING}
    members = GroupMembership.objects.filter(state=MembershipState.ACCEPTED)
    assert members.exclude(is_shown=True).count() == members.exclude(signup__answers__isnull=False).count() == 0


def test_working_people_are_not_asked_whether_they_work() -> None:
    work = SignupRound.objects.get(state=RoundState.OPEN, hidden=False).questionnaire
    assert not QuestionOption.objects.filter(question__questionnaire=work, code="not_working").exists()


def test_every_question_has_english_and_plain_danish() -> None:
    assert not Question.objects.filter(text_en="").exists()
    assert not QuestionOption.objects.filter(text_en="").exists()
    danish = [*demo_questions.danish_texts(), *demo_schemes.danish_texts()]
    text = ". ".join(one.rstrip(".?") for one in danish) + "."
    assert lix(text) < 45
