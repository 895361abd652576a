"""Words with placeholders: filled once, in the reader's language, in an administrator's words where there are some."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from outbox import kinds
from outbox.kinds import Placeholder, Wording, worded
from outbox.models import WordingVersion
from outbox.wordings import default_of, examples_of, fill, fill_line, names_in

WORDING = Wording(
    subject="Hej {navn}",
    body=("Kære {navn}", "{besked}", "Hilsen os"),
    placeholders={"navn": Placeholder("navnet", "Anna"), "besked": Placeholder("beskeden", "Vi ses.", private=True)},
    button="Åbn siden",
)


@pytest.fixture
def worded_kind(kind: Callable[..., str]) -> str:
    return kind(lambda message: None, wording=WORDING, title="Prøve")


def test_a_name_in_braces_becomes_its_value_and_a_value_is_never_filled_again() -> None:
    assert fill("Hej {navn}", {"navn": "{besked}", "besked": "hemmeligt"}) == "Hej {besked}"


@pytest.mark.parametrize("hostile", ["{{ 1|add:1 }}", "{% now 'Y' %}", "{navn.__class__}", "{0}", "%(navn)s", "{}"])
def test_nothing_in_the_words_is_run(hostile: str) -> None:
    assert fill(f"Til dig: {hostile}", {"navn": "Anna", "0": "nul"}) in {f"Til dig: {hostile}", "Til dig: nul"}


def test_a_paragraph_whose_values_are_empty_is_left_out() -> None:
    assert fill("Hej\n\n{besked}\n\nHilsen", {"besked": " "}) == "Hej\n\nHilsen"


def test_a_subject_stays_on_one_line_whatever_a_value_holds() -> None:
    assert fill_line("Hej {navn}", {"navn": "Anna\r\nBcc: all@example.org"}) == "Hej Anna Bcc: all@example.org"


def test_a_missing_value_is_a_fault() -> None:
    with pytest.raises(KeyError):
        fill("{navn}", {})


@pytest.mark.django_db
def test_the_portals_own_words_hold_until_an_administrator_writes_others(worded_kind: str) -> None:
    values = {"navn": "Bo", "besked": "Kom på onsdag."}
    first = worded(worded_kind, values, language="da", to="bo@example.org", url="https://example.org/x")
    assert (first.subject, first.text) == ("Hej Bo", "Kære Bo\n\nKom på onsdag.\n\nHilsen os")
    assert first.button == ("https://example.org/x", "Åbn siden")
    WordingVersion.objects.create(kind=worded_kind, language="da", number=1, subject="Nyt", body="Hej {navn}")
    assert worded(worded_kind, values, language="da").text == "Hej Bo"
    assert worded(worded_kind, values, language="en").subject == "Hej Bo"
    WordingVersion.objects.create(kind=worded_kind, language="da", number=2)
    assert worded(worded_kind, values, language="da").subject == "Hej Bo"


@pytest.mark.django_db
def test_a_kind_without_words_of_its_own_cannot_be_filled() -> None:
    with pytest.raises(LookupError):
        worded("gone.kind", {}, language="da")


@pytest.mark.engines
@pytest.mark.django_db
def test_the_database_takes_no_half_version_and_no_number_twice() -> None:
    WordingVersion.objects.create(kind="a.b", language="da", number=1, subject="A", body="B")
    for wrong in ({"number": 1, "subject": "A", "body": "B"}, {"number": 2, "subject": "A", "body": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WordingVersion.objects.create(kind="a.b", language="da", **wrong)


def registered() -> list[Any]:
    return [(name, one) for name, one in kinds.KINDS.items() if one.wording]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_words_of_every_kind_use_their_placeholders_and_no_others(language: str) -> None:
    assert len(registered()) >= 11
    for name, one in registered():
        words = default_of(one.wording, language)
        known = set(one.wording.placeholders)
        private = {key for key, value in one.wording.placeholders.items() if value.private}
        used = names_in(words.subject) | names_in(words.body)
        assert used <= known, (name, used - known)  # one that is not used is an offer
        assert not names_in(words.subject) & private, name
        assert all(examples_of(one.wording, language).values()), name
        assert one.title, name
