"""What binds a proposal, what another order would give, and whom it costs most to place: worked out when asked for."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction

from outbox.locks import lock_row

from ..group_enums import WITH_GROUPS
from ..models import MatchProposal
from .matching import Contradiction, bottleneck, price_of_last, price_of_orders
from .proposal_boards import Board, board_of
from .proposals import ASKED, PRICES


def explain(key: UUID | str) -> bool:
    """Works the prices of a proposal out; the engine runs some times, briefly, outside any transaction. Returns
    whether they were asked for; twice is once. Where the rules of today cannot all hold, it may be asked again."""
    proposal = MatchProposal.objects.select_related("round").filter(pk=key, state__in=WITH_GROUPS).first()
    if proposal is None or proposal.metrics.get(PRICES) != ASKED:
        return False
    try:
        found = _prices(board_of(proposal), proposal.seed)
    except Contradiction:
        found = None
    with transaction.atomic():
        held = lock_row(proposal)
        held.metrics.pop(PRICES, None)
        held.metrics |= {PRICES: found} if found else {}
        held.save(update_fields=["metrics"])
    return True


def _prices(board: Board, seed: int) -> dict[str, Any]:
    asked = (board.people, board.settings, board.rules)
    last = price_of_last(*asked, board.grouping)
    return {
        "bottleneck": [asdict(one) for one in bottleneck(*asked)],
        "orders": [asdict(one) for one in price_of_orders(*asked, seed=seed)],
        "last": asdict(last) if last else None,
    }
