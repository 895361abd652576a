"""What proposals hold about one person, taken out when the signup no longer names anybody."""

from django.db.models import Q

from ..models import MatchProposal, MatchRule, ProposalEvent, ProposedMember, Signup
from .match_pool import name_of
from .proposals import ASKED, PRICES


def leave_proposals(signup: Signup) -> None:
    """Takes somebody out of every proposal of the round: places, rules for two, and where a reference of theirs stands
    among rules that clashed or figures. Called while the signup still has its references; a second call finds nothing.
    """
    ProposedMember.objects.filter(signup=signup).delete()
    ProposalEvent.objects.filter(signup=signup).update(signup=None)
    MatchRule.objects.filter(Q(one=signup) | Q(other=signup)).delete()
    name = name_of(signup)
    for proposal in MatchProposal.objects.filter(round=signup.round_id).only("clash", "metrics"):
        clash = [one for one in proposal.clash if name not in one[1]]
        prices = proposal.metrics.get(PRICES, ASKED)
        is_last = prices != ASKED and bool(prices["last"]) and prices["last"]["person"] == name
        if is_last:
            prices["last"] = None
        if is_last or len(clash) < len(proposal.clash):
            proposal.clash = clash
            proposal.save(update_fields=["clash", "metrics"])
