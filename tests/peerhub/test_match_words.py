"""What the engine says in codes becomes sentences, in both languages, with people by name and answers in words."""

import pytest
from django.utils.translation import override

from peerhub.domain.matching import (
    Change,
    Fact,
    GroupReasons,
    OtherGroup,
    PersonReasons,
    Shared,
    Unplaced,
    Violation,
)
from peerhub.match_words import CHANGES, Words, points
from peerhub.price_words import prices_of
from peerhub.rule_words import BINDS, BLOCKED, BROKEN, FORBIDS

WORDS = Words(
    {"a": "Anna", "b": "Bo", "c": "Carl", "d": "Ditte"}, {"g1": "Gruppe 1", "g2": "Gruppe 2"}, {"tinnitus": "Tinnitus"}
)
GROUP = GroupReasons(
    id="g1",
    members=("a", "b", "c", "d"),
    form="physical",
    town="Aarhus",
    slots=("tue-evening",),
    languages=("da",),
    km={"a": 3.0, "b": 12.4},
    ages=(31, 58),
    shared=(Shared("challenge", "tinnitus", 3),),
    by_criterion={},
    given_up=(Fact("age", 40.0, points=60), Fact("one_slot", 1), Fact("size", -1), Fact("screen", 2)),
    quality=71.0,
    worst=60.0,
    violations=(),
)


def person(*reasons: Fact, compromise: Fact | None = None, other: OtherGroup | None = None) -> PersonReasons:
    return PersonReasons("a", "g1", 70.0, reasons, compromise, other)


def test_a_group_says_what_binds_it_and_what_it_does_without() -> None:
    with override("da"):
        assert (WORDS.where(GROUP), WORDS.times(GROUP.slots)) == ("Aarhus", "Tirsdag aften")
        assert WORDS.binds(GROUP) == ["3 af 4: Tinnitus", "Alder fra 31 til 58", "Højst 12 km til byen"]
        assert WORDS.given_up(GROUP) == [
            "Alderen er forskellig",
            "Kun én fælles tid",
            "1 færre end ønsket",
            "Online, selv om 2 også vil mødes ansigt til ansigt",
        ]
        assert WORDS.times(()) == "Ingen fælles tid"


def test_a_person_says_why_and_what_it_costs() -> None:
    near, years = Fact("geography", 4.6, ("Aarhus",), 40), Fact("age", 3.0, (), 20)
    shared, lonely = Fact("challenge", 2, ("tinnitus",), 10), Fact("sector", 0, (), 9)
    with override("en"):
        told = person(near, years, Fact("slots", 1, ("tue-evening",)), compromise=lonely)
        assert WORDS.reasons(told) == "5 km to Aarhus; 3 years from the others; can meet tuesday evening"
        assert WORDS.reasons(told, is_brief=True) == "5 km to Aarhus; 3 years from the others"
        assert WORDS.compromise(told) == "shares with nobody: the same kind of work"
    with override("da"):
        told = person(Fact("together", 1, ("b",)), shared, Fact("geography", 0.2, ("Aarhus",)), compromise=shared)
        assert WORDS.reasons(told) == "Sammen med Bo, som ønsket; “Tinnitus” ligesom 2 andre; bor i Aarhus"
        assert WORDS.compromise(told) == "kun 2 andre med “Tinnitus”"
        assert (WORDS.compromise(told, is_brief=True), WORDS.compromise(person())) == ("", "")


def test_the_best_other_group_says_the_rule_or_the_points() -> None:
    with override("da"):
        assert "ingen fælles tid og to skal holdes" in WORDS.best_other(OtherGroup("g2", ("slot", "apart"), 0, 0))
        told = WORDS.best_other(OtherGroup("g2", (), -1.25, 6.0))
        assert told == "Gruppe 2 er mulig: +6,0 point for personen, −1,2 for runden."
        assert WORDS.best_other(None) == "Der er ingen anden gruppe."
        assert (points(0.04), points(-0.04)) == ("±0,0", "±0,0")


def test_somebody_without_a_group_reads_the_rule_and_what_helps() -> None:
    helps = (
        Change("max_km", 30, ("b", "c", "d", "x")),
        Change("slots", "mon-evening", ("b",)),
        Change("people", 2, ()),
    )
    told = Unplaced("a", "slot", helps, slot="tue-evening", fits=("b", "c"))
    with override("da"):
        assert WORDS.unplaced(told) == "Tiderne passer ikke med de andres. 2 andre passer tirsdag aften."
        assert WORDS.helps(told) == [
            "Med 30 km er der en gruppe med Bo, Carl, Ditte og 1 anden.",
            "Hvis de også kan mandag aften, er der en gruppe med Bo.",
            "2 flere som dem giver en gruppe.",
        ]


def test_broken_rules_name_those_they_are_about_and_are_said_once() -> None:
    broken = [Violation("slot", ("a", "b"), "g1"), Violation("slot", ("a", "b"), "g1")]
    broken += [Violation("apart", ("a", "b"), "g1"), Violation("pinned", ("c",), "g2")]
    with override("da"):
        assert WORDS.violations(broken) == [
            "Der er ingen tid, hvor alle kan.",
            "Anna og Bo skal holdes hver for sig.",
            "Carl: fastholdt i Gruppe 2.",
        ]
        assert WORDS.violations(broken[:1], is_named=True) == ["Gruppe 1: Der er ingen tid, hvor alle kan."]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_code_of_the_engine_has_words(language: str) -> None:
    rules = {"size", "slot", "language", "way", "giver", "locked", "unknown", "twice"}
    reasons = {"slot", "language", "way", "alone", "together", "apart", "giver", "taken", "floor"}
    assert (set(BROKEN), set(BLOCKED)) == (rules, reasons)
    assert {"slots", "distance", "language", "form"} == set(BINDS)
    assert {"max_km", "over_water", "slots", "form", "languages", "people"} == set(CHANGES)
    assert {"size", "slot", "language", "way", "apart", "together", "giver", "locked"} <= set(FORBIDS)
    with override(language):
        for change in ("over_water", "form", "languages"):
            assert WORDS.helps(Unplaced("a", "way", (Change(change, "da", ("b",)),)))[0].endswith("Bo.")


def test_prices_are_told_when_they_are_known() -> None:
    held = {"bottleneck": [{"rule": "slots", "more": 4}, {"rule": "form", "more": 0}], "orders": [], "last": None}
    held["orders"] = [{"first": "age", "placed": 10, "score": 61.6, "by_criterion": {}}]
    held["last"] = {"person": "a", "group": "g1", "group_points": 6.24, "points": 1.0}
    with override("da"):
        told = prices_of(held, WORDS)
    assert (prices_of(None, WORDS).state, prices_of("asked", WORDS).state, told.state) == ("", "asked", "told")
    assert told.binds == ["Hvis tiderne ikke bandt nogen, ville 4 flere få en gruppe."]
    assert told.orders == [("Alder", 10, 62)]
    assert told.last == "Det koster mest at placere Anna: Gruppe 1 ville få +6,2 point uden."
