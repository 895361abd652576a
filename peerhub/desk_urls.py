"""Addresses of a coordinator's list of groups, and of what is done with a group wherever it came from."""

from django.urls import path

from .views import desk, evaluation, member_behalf, round_intros, standing_groups

DESK = "koordinator/grupper/"
ONE = f"{DESK}<uuid:group>/"
ROUND = "koordinator/runder/<slug:slug>/evaluering/"

urlpatterns = [
    path(DESK, desk.group_desk, name="group_desk"),
    path(f"{DESK}saa-mange-kan-jeg/", desk.own_capacity, name="own_capacity"),
    path(f"{DESK}staaende/", standing_groups.standing_groups, name="standing_groups"),
    path(f"{DESK}staaende/ny/", standing_groups.standing_new, name="standing_new"),
    path(ONE, standing_groups.standing_group, name="standing_group"),
    path(f"{ONE}ret/", standing_groups.standing_change, name="standing_change"),
    path(f"{ONE}slut/", standing_groups.standing_end, name="standing_end"),
    path(f"{ONE}moedeleder/", round_intros.standing_leader, name="standing_leader"),
    path(f"{ONE}medlem/<uuid:seat>/", member_behalf.group_member, name="group_member"),
    path(f"{ONE}ansvarlig/", desk.group_owner, name="group_owner"),
    path(f"{ONE}fulgt-op/", desk.group_follow, name="group_follow"),
    path(ROUND, evaluation.round_evaluation, name="round_evaluation"),
    path(f"{ROUND}<uuid:note>/slet/", evaluation.note_remove, name="note_remove"),
    path(f"{ROUND}noter.<slug:form>", evaluation.evaluation_file, name="evaluation_file"),
]
