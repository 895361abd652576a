"""The questionnaire editor: questions kept, moved and taken away; locked and versioned once answered."""

from typing import Any

import pytest
from django.urls import reverse

from peerhub.domain import questionnaires as acts
from peerhub.domain import rounds
from peerhub.domain.errors import Refused
from peerhub.domain.queries import questions_in
from peerhub.domain.questionnaires import Option
from peerhub.enums import RoundState
from peerhub.models import Question, Questionnaire, QuestionOption
from tests.conftest import NOW

from .making import make_programme, make_questionnaire, make_round
from .signing import make_signup

pytestmark = pytest.mark.django_db
VALUES: dict[str, Any] = {
    "code": "job",
    "kind": "one",
    "text_da": "Hvad arbejder du med?",
    "text_en": "What is your work?",
    "help_da": "",
    "help_en": "",
    "required": False,
    "shown_only_if": None,
    "seen_by": "coordinator",
    "match_role": "ignore",
    "match_order": None,
    "least": None,
    "most": None,
}
OPTIONS = [Option("office", "Kontor", "Office"), Option("shop", "Butik", "Shop")]
FORM = {name: value for name, value in VALUES.items() if value not in (None, False)} | {
    "options": "office | Kontor | Office\nshop | Butik"
}


@pytest.fixture
def asked() -> Questionnaire:
    return make_questionnaire(make_programme())


def codes(questionnaire: Questionnaire) -> list[str]:
    return [one.code for one in questions_in(questionnaire)]


def keep(questionnaire: Questionnaire, by: Any, question: Any = None, options: Any = None, **changed: Any) -> Question:
    chosen = OPTIONS if options is None else options
    return acts.keep_question(questionnaire, question, values=VALUES | changed, options=chosen, by=by, now=NOW)


# --- the acts ---------------------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_a_question_is_added_last_and_changed_in_its_place(asked: Questionnaire, coordinator: Any) -> None:
    made = keep(asked, coordinator)
    assert codes(asked)[-1] == "job"
    keep(asked, coordinator, made, [Option("shop", "Forretning"), Option("farm", "Landbrug")], text_da="Hvilket job?")
    made.refresh_from_db()
    assert made.text_da == "Hvilket job?"
    assert [(one.code, one.text_da) for one in made.options.all()] == [("shop", "Forretning"), ("farm", "Landbrug")]


@pytest.mark.parametrize(
    ("changed", "options", "told"),
    [
        ({"code": "age"}, None, "har denne kode"),
        ({}, [], "Skriv det, man kan vælge imellem"),
        ({}, [Option("a", "A"), Option("a", "B")], "samme kode"),
        ({"match_order": 1}, None, "ingen vægt"),
        ({"least": 5, "most": 3}, None, "større end det højeste"),
    ],
)
def test_what_does_not_fit_is_refused(
    asked: Questionnaire, coordinator: Any, changed: dict[str, Any], options: Any, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        keep(asked, coordinator, None, options, **changed)
    assert "job" not in codes(asked)


def test_a_question_depends_on_an_earlier_one_and_keeps_it_there(asked: Questionnaire, coordinator: Any) -> None:
    tinnitus = QuestionOption.objects.get(question__questionnaire=asked, code="tinnitus")
    age = asked.questions.get(code="age")
    with pytest.raises(Refused, match="før dette"):
        keep(asked, coordinator, age, [], code="age", kind="number", shown_only_if=tinnitus)
    challenges, since = asked.questions.get(code="challenges"), asked.questions.get(code="tinnitus_since")
    with pytest.raises(Refused, match="skal stå efter"):
        acts.move_question(asked, since, up=True, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="kun på grund af dette"):
        acts.remove_question(asked, challenges, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="taget ud"):
        keep(asked, coordinator, challenges, [Option("meniere", "Ménière")], code="challenges", kind="several")


def test_questions_move_and_stop_at_the_ends(asked: Questionnaire, coordinator: Any) -> None:
    age = asked.questions.get(code="age")
    acts.move_question(asked, age, up=True, by=coordinator, now=NOW)
    assert codes(asked)[0] == "age"
    acts.move_question(asked, age, up=False, by=coordinator, now=NOW)
    assert codes(asked)[:2] == ["challenges", "age"]


def test_taking_a_question_away_twice_is_once(asked: Questionnaire, coordinator: Any) -> None:
    themes = asked.questions.get(code="themes")
    for _time in range(2):
        acts.remove_question(asked, themes, by=coordinator, now=NOW)
    assert "themes" not in codes(asked)


# --- locked and versioned ---------------------------------------------------------------------------------------------
def test_the_questions_of_an_open_round_are_not_changed(asked: Questionnaire, coordinator: Any) -> None:
    make_round(asked.programme, questionnaire=asked)
    with pytest.raises(Refused, match="ny version til senere runder"):
        keep(asked, coordinator)


@pytest.mark.engines
def test_the_first_answer_locks_a_version_for_good(open_round: Any, coordinator: Any) -> None:
    make_signup(open_round)
    asked = Questionnaire.objects.get(pk=open_round.questionnaire_id)
    assert asked.is_locked
    rounds.cancel(open_round, because_da="Slut.", because_en="", by=coordinator, now=NOW)
    with pytest.raises(Refused, match="Nogen har svaret"):
        keep(asked, coordinator)


@pytest.mark.engines
def test_a_new_version_is_a_copy_of_its_own_and_made_once(asked: Questionnaire, coordinator: Any) -> None:
    acts.lock(asked, now=NOW)
    made = acts.new_version(asked, by=coordinator, now=NOW)
    assert acts.new_version(asked, by=coordinator, now=NOW) == made
    assert (made.version, codes(made)) == (2, codes(asked))
    copy = made.questions.get(code="tinnitus_since").shown_only_if
    assert copy is not None
    assert copy.question.questionnaire == made
    keep(made, coordinator)
    assert "job" not in codes(asked)


def test_a_round_that_was_made_before_keeps_its_version(asked: Questionnaire, coordinator: Any) -> None:
    opened = make_round(asked.programme, questionnaire=asked)
    made = acts.new_version(asked, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="kan ikke længere ændres"):
        rounds.change(opened, values={"questionnaire": made}, by=coordinator, now=NOW)
    draft = make_round(asked.programme, "naeste", state=RoundState.DRAFT, questionnaire=asked, name_da="Næste")
    assert rounds.change(draft, values={"questionnaire": made}, by=coordinator, now=NOW).questionnaire == made


# --- the pages --------------------------------------------------------------------------------------------------------
def page(questionnaire: Questionnaire) -> str:
    return reverse("questionnaire", args=[questionnaire.pk])


@pytest.mark.parametrize(("english", "told"), [(False, "Kun rundens koordinatorer"), (True, "Only the coordinators")])
def test_the_page_prints_who_sees_each_answer(
    asked: Questionnaire, coordinator: Any, client_as: Any, english: bool, told: str
) -> None:
    answer = client_as(coordinator).get(("/en" if english else "") + page(asked))
    assert answer.status_code == 200
    assert answer.content.decode().count(told) == 4
    assert "tinnitus" in answer.content.decode()


def test_the_page_asks_as_often_for_four_questions_as_for_nine(
    asked: Questionnaire, coordinator: Any, client_as: Any, django_assert_num_queries: Any
) -> None:
    client = client_as(coordinator)
    client.get(page(asked))
    for number in range(5):
        with django_assert_num_queries(13):
            client.get(page(asked))
        if number == 0:
            for more in range(5):
                keep(asked, coordinator, code=f"job{more}")


def test_others_find_no_questionnaires(asked: Questionnaire, outsider: Any, trainer: Any, client_as: Any) -> None:
    for person in (outsider, trainer):
        assert client_as(person).get(page(asked)).status_code == 403
        assert client_as(person).post(reverse("question_new", args=[asked.pk]), FORM).status_code == 403
    assert "job" not in codes(asked)


def test_a_local_coordinator_changes_the_questions_of_local_schemes_alone(
    asked: Questionnaire, coordinator_midt: Any, client_as: Any
) -> None:
    client = client_as(coordinator_midt)
    assert "Tilføj et spørgsmål" not in client.get(page(asked)).content.decode()
    refused = client.post(reverse("question_new", args=[asked.pk]), FORM)
    assert (refused.status_code, "job" in codes(asked)) == (409, False)
    assert "Kun koordinatorer for hele landet" in refused.content.decode()
    type(asked.programme).objects.update(organisation="open")
    assert "Tilføj et spørgsmål" in client.get(page(asked)).content.decode()
    assert client.post(reverse("question_new", args=[asked.pk]), FORM).status_code == 302


def test_a_question_is_typed_with_its_answers_a_line_each(
    asked: Questionnaire, coordinator: Any, client_as: Any
) -> None:
    client = client_as(coordinator)
    assert client.get(reverse("question_new", args=[asked.pk])).status_code == 200
    answer = client.post(reverse("question_new", args=[asked.pk]), FORM)
    assert (answer.status_code, answer.url) == (302, page(asked))
    made = asked.questions.get(code="job")
    assert [(one.code, one.text_da, one.text_en) for one in made.options.all()] == [
        ("office", "Kontor", "Office"),
        ("shop", "Butik", ""),
    ]
    shown = client.get(reverse("question", args=[asked.pk, made.pk])).content.decode()
    assert "office | Kontor | Office\nshop | Butik" in shown


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"options": "uden streg"}, "Linje 1 kan ikke læses"),
        ({"options": "a | b | c | d"}, "Linje 1 kan ikke læses"),
        ({"options": "office | Kontor\nmed mellemrum | Butik"}, "Linje 2 kan ikke læses"),
        ({"text_da": ""}, "Skriv spørgsmålet."),
        ({"code": "æøå!"}, "bogstaver"),
        ({"kind": "nonsense"}, "Vælg en mulighed på listen."),
        ({"text_da": "Er dit nummer 010190-1234?"}, "ligner et CPR-nummer"),
        ({"least": "-1"}, "helt tal fra 0"),
    ],
)
def test_bad_input_is_told_kindly_and_kept(
    asked: Questionnaire, coordinator: Any, client_as: Any, changed: dict[str, str], told: str
) -> None:
    answer = client_as(coordinator).post(reverse("question_new", args=[asked.pk]), FORM | changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "What is your work?" in answer.content.decode()


def test_a_locked_version_says_so_and_offers_a_new_one(asked: Questionnaire, coordinator: Any, client_as: Any) -> None:
    acts.lock(asked, now=NOW)
    client = client_as(coordinator)
    assert "Denne version er låst" in client.get(page(asked)).content.decode()
    refused = client.post(reverse("question_new", args=[asked.pk]), FORM)
    assert refused.status_code == 409
    assert "Lav en ny version til senere runder" in refused.content.decode()
    assert client.get(reverse("questionnaire_version", args=[asked.pk])).status_code == 405
    made = client.post(reverse("questionnaire_version", args=[asked.pk]), follow=True).content.decode()
    assert "Dette er version 2" in made


def test_questions_are_moved_and_taken_away_by_posting(asked: Questionnaire, coordinator: Any, client_as: Any) -> None:
    client = client_as(coordinator)
    age = asked.questions.get(code="age")
    act = lambda name: reverse("question_act", args=[asked.pk, age.pk, name])  # noqa: E731
    client.post(act("ned"))
    assert codes(asked)[1] == "age"
    assert client.get(act("slet")).status_code == 405
    assert client.post(act("nonsens")).status_code == 404
    client.post(act("slet"))
    assert "age" not in codes(asked)


def test_the_list_and_a_new_questionnaire(coordinator: Any, client_as: Any) -> None:
    client, programme = client_as(coordinator), make_programme()
    answer = client.post(reverse("questionnaire_new"), {"programme": programme.code, "name": "Nyt skema"})
    made = Questionnaire.objects.get(name="Nyt skema")
    assert answer.url == page(made)
    assert "Nyt skema" in client.get(reverse("questionnaires")).content.decode()
    assert client.post(reverse("questionnaire_new"), {"programme": "ukendt", "name": ""}).status_code == 422
