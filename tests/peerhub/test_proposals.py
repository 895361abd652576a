"""A proposal's life: asked for once at a time, made by the worker, stopped, taken up again, discarded."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import AccessEvent, User
from outbox.models import Message
from peerhub.domain import match_rules, proposal_runs, proposals, signups
from peerhub.domain.errors import Refused
from peerhub.domain.match_setup import Setup, usual_setup
from peerhub.domain.signup_retention import anonymise
from peerhub.enums import RoundState
from peerhub.group_enums import Failure, ProposalState, RuleKind
from peerhub.models import MatchProposal, ProposedMember, Signup, SignupRound

from .proposing import AFTER, Clock, asked, closed_round, group_of, keys_of, proposed

pytestmark = pytest.mark.django_db


def test_a_closed_round_begins_to_make_groups_by_its_first_proposal(open_round: SignupRound, coordinator: User) -> None:
    people = closed_round(open_round, 10)
    mails = Message.objects.count()
    made = proposed(open_round, coordinator)
    open_round.refresh_from_db()
    assert open_round.state == RoundState.MATCHING
    assert (made.state, made.number, made.proof, made.stopped, made.progress) == ("ready", 1, "optimal", "", 100)
    assert [made.groups.filter(key=key).values("members").count() for key in keys_of(made)] == [5, 5]
    assert (made.metrics["placed"], made.metrics["upper_bound"], made.metrics["people"]) == (10, 10, 10)
    assert set(made.members.values_list("signup", flat=True)) == {one.pk for one in people}
    assert Message.objects.count() == mails
    assert AccessEvent.objects.filter(action="proposal.started", actor=coordinator.uuid).count() == 1


@pytest.mark.parametrize("people", [0, 1, 2, 3])
def test_too_few_people_are_told_in_figures(people: int, open_round: SignupRound, coordinator: User) -> None:
    closed_round(open_round, people)
    with pytest.raises(Refused, match=f"{people} har bekræftet, og den mindste gruppe er på 4"):
        asked(open_round, coordinator)
    assert not MatchProposal.objects.exists()


def test_one_proposal_at_a_time(open_round: SignupRound, coordinator: User) -> None:
    closed_round(open_round, 4)
    first = asked(open_round, coordinator)
    with pytest.raises(Refused, match="er ved at blive lavet"):
        asked(open_round, coordinator)
    assert proposal_runs.run(first.pk, clock=Clock()) == ProposalState.READY
    assert proposal_runs.run(first.pk, clock=Clock()) == proposal_runs.LEFT_ALONE
    assert proposed(open_round, coordinator).number == 2


def test_the_same_people_and_seed_give_the_same_proposal(open_round: SignupRound, coordinator: User) -> None:
    people = closed_round(open_round, 9)
    first, second = proposed(open_round, coordinator), proposed(open_round, coordinator)
    assert [group_of(first, one) for one in people] == [group_of(second, one) for one in people]
    assert (first.input_hash, first.metrics) == (second.input_hash, second.metrics)


def test_who_leaves_while_it_is_made_has_no_place(
    open_round: SignupRound, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = closed_round(open_round, 5)
    made, real = asked(open_round, coordinator), proposal_runs.match

    def match(*args: Any, **kwargs: Any) -> Any:
        signups.withdraw(people[0], by=None, now=AFTER)
        return real(*args, **kwargs)

    monkeypatch.setattr(proposal_runs, "match", match)
    assert proposal_runs.run(made.pk, clock=Clock()) == ProposalState.READY
    assert not ProposedMember.objects.filter(signup=people[0]).exists()
    assert made.members.exclude(group=None).count() == 4


def test_a_stop_keeps_the_best_so_far_and_before_the_work_ends_it(open_round: SignupRound, coordinator: User) -> None:
    closed_round(open_round, 6)
    waiting = asked(open_round, coordinator)
    for _twice in (1, 2):
        proposals.stop(waiting, by=coordinator, now=AFTER)
    waiting.refresh_from_db()
    assert waiting.state == ProposalState.CANCELLED
    assert proposal_runs.run(waiting.pk, clock=Clock()) == proposal_runs.LEFT_ALONE
    running = asked(open_round, coordinator)

    class Pressed(Clock):
        """Somebody presses stop when the work has gone on for some seconds."""

        def __call__(self) -> Any:
            now = super().__call__()
            MatchProposal.objects.filter(pk=running.pk, seen_at__gt=AFTER + timedelta(seconds=3)).update(
                stop_asked=True
            )
            return now

    assert proposal_runs.run(running.pk, clock=Pressed()) == ProposalState.READY
    running.refresh_from_db()
    assert (running.stopped, running.proof) == ("cancelled", "bound")
    assert proposals.stop(running, by=coordinator, now=AFTER).state == ProposalState.READY


def test_work_that_was_broken_off_is_taken_up_once_and_then_has_failed(
    open_round: SignupRound, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_round(open_round, 4)
    made = asked(open_round, coordinator)

    def killed(*args: Any, **kwargs: Any) -> Any:
        raise SystemExit

    monkeypatch.setattr(proposal_runs, "match", killed)
    now = AFTER
    for attempt in (1, 2):
        with pytest.raises(SystemExit):
            proposal_runs.run(made.pk, clock=Clock(now))
        assert proposals.take_up_silent(now + timedelta(minutes=4)) == 0
        now += timedelta(minutes=6)
        assert proposals.take_up_silent(now) == 1
        made.refresh_from_db()
        assert made.attempts == attempt
    assert (made.state, made.failed_because) == (ProposalState.FAILED, Failure.LOST)
    assert proposals.take_up_silent(now + timedelta(days=1)) == 0


def test_a_worker_that_was_overtaken_stores_nothing(
    open_round: SignupRound, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_round(open_round, 4)
    made, real = asked(open_round, coordinator), proposal_runs.match

    def slow(*args: Any, **kwargs: Any) -> Any:
        MatchProposal.objects.filter(pk=made.pk).update(attempts=2)
        return real(*args, **kwargs)

    monkeypatch.setattr(proposal_runs, "match", slow)
    assert proposal_runs.run(made.pk, clock=Clock()) == proposal_runs.LEFT_ALONE
    assert not made.groups.exists()


def test_an_error_in_the_work_is_told_and_the_next_one_can_be_asked_for(
    open_round: SignupRound, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_round(open_round, 4)
    made = asked(open_round, coordinator)
    with monkeypatch.context() as patched:
        patched.setattr(proposal_runs, "match", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            proposal_runs.run(made.pk, clock=Clock())
    made.refresh_from_db()
    assert (made.state, made.failed_because) == (ProposalState.FAILED, Failure.ERROR)
    assert proposed(open_round, coordinator).state == ProposalState.READY


def test_rules_that_cannot_all_hold_are_named_by_reference(open_round: SignupRound, coordinator: User) -> None:
    people = closed_round(open_round, 8)
    first = proposed(open_round, coordinator)
    one, other = [each for each in people if group_of(first, each) == group_of(first, people[0])][:2]
    first.members.filter(signup__in=[one, other]).update(is_pinned=True)
    match_rules.decide(open_round, kind=RuleKind.APART, one=one, other=other, by=coordinator, now=AFTER)
    failed = proposed(open_round, coordinator, based_on=first)
    assert (failed.state, failed.failed_because) == (ProposalState.FAILED, Failure.CLASH)
    assert {name for _rule, names, _group in failed.clash for name in names} == {one.reference, other.reference}


def test_a_discarded_proposal_keeps_its_figures_and_nobodys_place(open_round: SignupRound, coordinator: User) -> None:
    closed_round(open_round, 4)
    made = proposed(open_round, coordinator)
    for _twice in (1, 2):
        proposals.discard(made, by=coordinator, now=AFTER)
    made.refresh_from_db()
    assert (made.state, made.metrics["placed"]) == (ProposalState.DISCARDED, 4)
    assert not made.members.exists()
    assert not made.groups.exists()
    waiting = asked(open_round, coordinator)
    with pytest.raises(Refused, match="hverken er i gang eller sendt ud"):
        proposals.discard(waiting, by=coordinator, now=AFTER)


def test_who_does_not_run_the_round_does_nothing_with_it(
    open_round: SignupRound, coordinator: User, coordinator_midt: User
) -> None:
    closed_round(open_round, 4)
    made = proposed(open_round, coordinator)
    assert list(MatchProposal.objects.for_user(coordinator_midt)) == []
    for act in (proposals.stop, proposals.discard):
        with pytest.raises(Refused, match="styres af andre"):
            act(made, by=coordinator_midt, now=AFTER)
    with pytest.raises(Refused):
        asked(open_round, coordinator_midt)


def test_what_is_stored_names_nobody_and_tells_nothing(open_round: SignupRound, coordinator: User) -> None:
    closed_round(open_round, 5, last_name="Plantet", wishes={"together": ("Plantet Navn",)})
    made = proposed(open_round, coordinator)
    held = " ".join(
        str(row) for row in (*MatchProposal.objects.values(), *made.groups.values(), *made.members.values())
    )
    logged = " ".join(str(row) for row in AccessEvent.objects.values())
    for private in ("Plantet", "Nr1", "hearing_loss", "tue-evening", "example.org"):
        assert private not in held + logged


def test_the_setup_goes_to_the_engine_and_comes_back_as_it_was(open_round: SignupRound) -> None:
    setup = Setup(4, 6, 8, ("age", "geography"), ratio=0.25, fairness=0.5, stability=1.0, band_km=5.0, quality_floor=40)
    assert Setup.of_json(setup.as_json()) == setup
    told = setup.settings(open_round)
    assert (told.size_target, told.criteria, told.quality_floor) == (6, ("age", "geography"), 40)
    assert usual_setup(open_round).criteria == tuple(open_round.criteria)


def test_two_lists_of_proposals_cost_the_same(
    open_round: SignupRound, coordinator: User, django_assert_num_queries: Any
) -> None:
    closed_round(open_round, 4)
    for _each in range(3):
        proposed(open_round, coordinator)
        with django_assert_num_queries(3):
            rows = proposals.proposals_of(open_round, coordinator)
    assert [(one.number, one.groups_now, one.placed_now) for one in rows] == [(3, 1, 4), (2, 1, 4), (1, 1, 4)]


def test_an_anonymised_signup_leaves_no_trace_in_proposals(open_round: SignupRound, coordinator: User) -> None:
    people = closed_round(open_round, 5)
    Signup.objects.filter(pk=people[0].pk).update(outside_reference="MEDLEM-17")
    match_rules.decide(open_round, kind=RuleKind.APART, one=people[0], other=people[1], by=coordinator, now=AFTER)
    made = proposed(open_round, coordinator)
    last = {"person": "MEDLEM-17", "group": "g1", "group_points": 1.0, "points": 0.1}
    figures = made.metrics | {"prices": {"bottleneck": [], "orders": [], "last": last}}
    MatchProposal.objects.update(clash=[["pinned", ["MEDLEM-17"], "g1"]], metrics=figures)
    for _twice in (1, 2):
        anonymise(Signup.objects.get(pk=people[0].pk), now=AFTER)
    assert "MEDLEM-17" not in str(list(MatchProposal.objects.values()))
    assert not ProposedMember.objects.filter(signup=people[0]).exists()
    assert match_rules.rules_in(open_round) == []
    assert made.members.count() == 4
