"""Addresses of a round's proposals on the coordinator's workbench (declared with the rounds)."""

from django.urls import path

from .views import proposal_boards, proposal_edits, proposal_publishing, proposal_results, proposal_rules, proposals

PROPOSALS = "koordinator/runder/<slug:slug>/forslag/"
ONE = f"{PROPOSALS}<int:number>/"

urlpatterns = [
    path(PROPOSALS, proposals.proposal_list, name="proposals"),
    path(f"{PROPOSALS}oensker/", proposal_rules.rules, name="proposal_rules"),
    path(f"{PROPOSALS}oensker/<int:rule>/fjern/", proposal_rules.rule_lift, name="proposal_rule_lift"),
    path(ONE, proposal_boards.proposal_page, name="proposal"),
    path(f"{ONE}igen/", proposals.proposal_again, name="proposal_again"),
    path(f"{ONE}stop/", proposals.proposal_stop, name="proposal_stop"),
    path(f"{ONE}kasser/", proposals.proposal_discard, name="proposal_discard"),
    path(f"{ONE}pris/", proposals.proposal_prices, name="proposal_prices"),
    path(f"{ONE}vis/", proposal_boards.proposal_shown, name="proposal_shown"),
    path(f"{ONE}person/<str:reference>/", proposal_boards.proposal_person, name="proposal_person"),
    path(f"{ONE}gruppe/<slug:key>/", proposal_boards.proposal_group, name="proposal_group"),
    path(f"{ONE}flyt/", proposal_edits.proposal_move, name="proposal_move"),
    path(f"{ONE}saml/", proposal_edits.proposal_merge, name="proposal_merge"),
    path(f"{ONE}del/", proposal_edits.proposal_split, name="proposal_split"),
    path(f"{ONE}goer/<slug:act>/", proposal_edits.proposal_act, name="proposal_act"),
    path(f"{ONE}mod/<int:other>/", proposal_results.proposal_compared, name="proposal_compared"),
    path(f"{ONE}rapport.<slug:form>", proposal_results.proposal_report, name="proposal_report"),
    path(f"{ONE}udgiv/", proposal_publishing.proposal_publish, name="proposal_publish"),
]
