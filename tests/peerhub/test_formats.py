"""What a scheme's 15 choices make of it: settings, disagreements, and words for visitors."""

from typing import Any

import pytest

from peerhub.domain.formats import disagreements, effects, settings_for, summary_for_visitors
from peerhub.enums import AxisChoice, SchemeAxis
from peerhub.models import PeerProgramme
from peerhub.pairs import PAIRS

from .making import HF_FORMAT

LOCAL: dict[str, Any] = {"name_da": "Lokal", "code": "lokal"}


def scheme(**changed: Any) -> PeerProgramme:
    return PeerProgramme(**{**HF_FORMAT, "name_da": "Hørepeers", **changed})


def words(found: list[Any]) -> str:
    return " ".join(str(one) for one in found)


def test_the_pairs_are_those_of_the_sheet_in_its_order() -> None:
    assert [pair.axis for pair in PAIRS] == list(SchemeAxis)
    assert [pair.number for pair in PAIRS] == list(range(1, 16))


def test_every_choice_but_none_says_what_the_portal_does() -> None:
    wanted = {AxisChoice.CLOSED, AxisChoice.BETWEEN, AxisChoice.OPEN}
    assert [pair.axis for pair in PAIRS if set(pair.does) != wanted] == []


def test_the_example_of_the_guide_counts_five_and_a_half_to_nine_and_a_half() -> None:
    halves = {"closed": (2, 0), "between": (1, 1), "open": (0, 2), "none": (0, 0)}
    pairs = [halves[choice] for choice in scheme().choices.values()]
    assert (sum(one for one, _ in pairs), sum(two for _, two in pairs)) == (11, 19)


def test_a_pole_leaves_a_round_nothing_to_choose_and_between_leaves_both() -> None:
    own = settings_for(scheme())
    assert (own.grouping, own.audience, own.start_by) == (("match",), ("all",), ("preferences",))
    between = settings_for(scheme(grouping="between", recruitment="between", start_time="between"))
    assert between.grouping == ("match", "predefined")
    assert between.audience == ("all", "members")
    assert between.start_by == ("preferences", "fixed")
    closed = settings_for(scheme(grouping="closed", recruitment="closed", start_time="closed"))
    assert (closed.grouping, closed.audience, closed.start_by) == (("predefined",), ("members",), ("fixed",))


@pytest.mark.parametrize(
    ("choice", "takes", "needs"), [("closed", False, False), ("between", True, False), ("open", True, True)]
)
def test_only_a_scheme_run_locally_needs_a_region(choice: str, takes: bool, needs: bool) -> None:
    wanted = settings_for(scheme(organisation=choice))
    assert (wanted.takes_region, wanted.needs_region) == (takes, needs)


def test_virtual_schemes_meet_online_alone() -> None:
    assert settings_for(scheme(meeting_place="open")).meeting_form == ("virtual",)
    assert settings_for(scheme(meeting_place="between")).meeting_form[0] == "either"


def test_givers_and_receivers_are_asked_for_and_equals_are_not() -> None:
    assert [settings_for(scheme(equality=one)).has_roles for one in ("closed", "between", "open")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"group_size": "closed", "max_size": 6}, "små grupper, men en gruppe må være på 6"),
        ({"group_size": "open", "target_size": 4}, "den ønskede størrelse er 4"),
        ({"max_size": 12}, "mere end ni kræver en fast mødeleder"),
        ({"expected_signups": 19}, "Der skal cirka 20 til"),
        ({"coordination": "open"}, "mangler en adresse"),
        ({"outside_link": "https://example.org/gruppe"}, "står en adresse på et socialt medie"),
        ({"group_grant": 500}, "Penge til hver gruppe"),
        ({"intake": "open"}, "Et match kræver runder"),
        ({"intake": "open", "ending": "closed"}, "ingen fælles afslutning"),
        ({"meeting_place": "open", "organisation": "open"}, "En region til hver runde"),
        ({"content_source": "closed", "structure": "open"}, "Fagfolk skal have en plan"),
    ],
)
def test_settings_that_do_not_fit_the_choices_are_told(changed: dict[str, Any], told: str) -> None:
    assert told in words(disagreements(scheme(**changed)))


def test_a_fading_group_that_nobody_would_notice_is_warned_of() -> None:
    assert "ebber ud" in words(disagreements(scheme()))
    assert "ebber ud" not in words(disagreements(scheme(feedback="closed")))


def test_large_groups_need_no_reason_where_somebody_leads_or_a_reason_is_given() -> None:
    assert "mere end ni" not in words(disagreements(scheme(max_size=12, leadership="closed")))
    assert "mere end ni" not in words(disagreements(scheme(max_size=12, size_reason="Caféen er åben.")))


def test_enough_expected_signups_are_no_worry() -> None:
    assert "cirka" not in words(disagreements(scheme(expected_signups=20)))


def test_visitors_are_told_in_plain_words_and_nothing_of_what_does_not_apply() -> None:
    told = words(summary_for_visitors(scheme()))
    assert "Grupperne starter i runder, og de er lukkede, når de er startet." in told
    assert "Du behøver ikke at være medlem af noget." in told
    nothing = scheme(**dict.fromkeys(SchemeAxis.values, "none"))
    assert summary_for_visitors(nothing) == []
    assert {str(text) for _pair, _choice, text in effects(nothing)} == {"Intet følger af det."}


def test_money_for_groups_is_told_to_visitors() -> None:
    assert "Hver gruppe får 500 kroner" in words(summary_for_visitors(scheme(group_grant=500)))
