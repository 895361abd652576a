"""Addresses of a person's own group, and of the links in its mails."""

from django.urls import path

from accounts.access import Access, declare

from .views import groups, member_meetings

GROUP = "min-side/gruppe/<uuid:group>/"
MEETING = f"{GROUP}moede/<uuid:meeting>/"

urlpatterns = [
    path(GROUP, groups.own_group, name="own_group"),
    path(f"{GROUP}nyt-moede/", groups.meeting_new, name="meeting_new"),
    path(MEETING, member_meetings.own_meeting, name="own_meeting"),
    path(f"{MEETING}moede.ics", member_meetings.own_meeting_file, name="own_meeting_file"),
    path(f"{MEETING}ret/", groups.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}aflys/", groups.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}dage/", groups.meeting_days, name="meeting_days"),
    path(f"{MEETING}gaest/", groups.meeting_guest, name="meeting_guest"),
    path("gruppemoede/<str:token>/", member_meetings.member_meeting, name="member_meeting"),
]

declare("min-side/gruppe/", Access.MEMBER)
declare("gruppemoede/", Access.SIGNED_LINK)
