"""Work for the background process. Each task can be asked for again."""

from django.utils import timezone
from django_tasks import task


@task()
def make_proposal(key: str) -> str:
    """Makes a proposal of groups; returns the state it ended in."""
    from .domain.proposal_runs import run

    return run(key, clock=timezone.now)


@task()
def explain_proposal(key: str) -> bool:
    """Works out what binds a proposal, where that was asked for."""
    from .domain.proposal_prices import explain

    return explain(key)
