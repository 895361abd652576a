"""Addresses of a round's groups on the coordinator's workbench."""

from django.urls import path

from .views import group_changes, group_seats, listings, peer_groups, round_intros

GROUPS = "koordinator/runder/<slug:slug>/hold/"
ONE = f"{GROUPS}<int:number>/"
LISTING = "koordinator/grupper/<uuid:group>/offentlig/"

urlpatterns = [
    path(GROUPS, peer_groups.round_groups, name="round_groups"),
    path(f"{GROUPS}frie-pladser/", peer_groups.round_refill, name="round_refill"),
    path(f"{GROUPS}afslut/", peer_groups.round_finish, name="round_finish"),
    path(f"{GROUPS}runden-er-slut/", peer_groups.round_complete, name="round_complete"),
    path(LISTING, listings.group_listing, name="group_listing"),
    path(f"{LISTING}<slug:answer>/", listings.listing_answer, name="listing_answer"),
    path(ONE, peer_groups.peer_group, name="peer_group"),
    path(f"{ONE}ret/", group_changes.group_change, name="group_change"),
    path(f"{ONE}tilbyd/", group_changes.group_offer, name="group_offer"),
    path(f"{ONE}saml/", group_changes.group_merge, name="group_merge"),
    path(f"{ONE}del/", group_changes.group_split, name="group_split"),
    path(f"{ONE}oploes/", group_changes.group_dissolve, name="group_dissolve"),
    path(f"{ONE}slut/", group_changes.group_end, name="group_end"),
    path(f"{GROUPS}intromoede/", round_intros.round_intros, name="round_intros"),
    path(f"{GROUPS}intromoede/<uuid:intro>/ret/", round_intros.intro_change, name="intro_change"),
    path(f"{GROUPS}intromoede/<uuid:intro>/aflys/", round_intros.intro_cancel, name="intro_cancel"),
    path(f"{ONE}moedeleder/", round_intros.group_leader, name="group_leader"),
    path(f"{ONE}plads/<uuid:seat>/", group_seats.group_seat, name="group_seat"),
]
