"""Several coordinators at the same moment: one proposal under way, one of two changes done (abuse case 22)."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connections

from accounts.models import User
from peerhub.domain import proposal_edits, proposal_runs, proposals
from peerhub.domain.errors import Refused
from peerhub.domain.match_setup import usual_setup
from peerhub.domain.proposal_edits import NONE, Conflict
from peerhub.models import MatchProposal, SignupRound

from .proposing import AFTER, Clock, closed_round, proposed

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TIMES = 4


def all_at_once(act: Callable[[], object]) -> Counter[str]:
    """What came of an act that so many do at one moment."""
    start, found = threading.Barrier(TIMES), Counter[str]()

    def do() -> None:
        try:
            start.wait()
            found[str(act() or "done")] += 1
        except Conflict:
            found["conflict"] += 1
        except Refused:
            found["refused"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do) for _each in range(TIMES)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def test_many_presses_of_the_button_make_one_proposal_and_workers_make_it_once(
    open_round: SignupRound, coordinator: User
) -> None:
    closed_round(open_round, 4)
    setup = usual_setup(open_round)

    def press() -> None:
        proposals.start(SignupRound.objects.get(pk=open_round.pk), setup=setup, by=coordinator, now=AFTER)

    assert all_at_once(press) == {"done": 1, "refused": TIMES - 1}
    made = MatchProposal.objects.get()
    MatchProposal.objects.update(state="queued", attempts=0)
    made.groups.all().delete()
    made.members.all().delete()
    found = all_at_once(lambda: proposal_runs.run(made.pk, clock=Clock()))
    assert found == {"ready": 1, proposal_runs.LEFT_ALONE: TIMES - 1}
    assert made.members.count() == 4


def test_of_many_changes_of_one_revision_one_is_done_and_the_others_are_told(
    open_round: SignupRound, coordinator: User
) -> None:
    people = closed_round(open_round, 4)
    proposal = proposed(open_round, coordinator)
    waiting = list(people)

    def change() -> None:
        mine = MatchProposal.objects.get(pk=proposal.pk)
        proposal_edits.move(mine, signup=waiting.pop(), to=NONE, revision=0, by=coordinator, now=AFTER)

    assert all_at_once(change) == {"done": 1, "conflict": TIMES - 1}
    assert (proposal.members.filter(group=None).count(), proposal.events.count()) == (1, 1)
