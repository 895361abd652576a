"""Addresses of a person's own group, and of the links in its mails."""

from django.urls import path

from accounts.access import Access, declare

from .views import closing, group_space, groups, joining, listings, meeting_pack, member_meetings, own_calendar

GROUP = "min-side/gruppe/<uuid:group>/"
MEETING = f"{GROUP}moede/<uuid:meeting>/"

urlpatterns = [
    path(GROUP, groups.own_group, name="own_group"),
    path(f"{GROUP}nyt-moede/", groups.meeting_new, name="meeting_new"),
    path(MEETING, member_meetings.own_meeting, name="own_meeting"),
    path(f"{MEETING}moede.ics", member_meetings.own_meeting_file, name="own_meeting_file"),
    path(f"{MEETING}moede.pdf", meeting_pack.own_meeting_pack, name="own_meeting_pack"),
    path(f"{MEETING}ret/", groups.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}aflys/", groups.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}dage/", groups.meeting_days, name="meeting_days"),
    path(f"{MEETING}gaest/", groups.meeting_guest, name="meeting_guest"),
    path(f"{GROUP}offentlig/", listings.listing_proposal, name="listing_proposal"),
    path(f"{GROUP}beskeder/", group_space.messages_page, name="group_messages"),
    path(f"{GROUP}beskeder/<uuid:message>/slet/", group_space.message_delete, name="group_message_delete"),
    path(f"{GROUP}valg/", group_space.group_choices, name="group_choices"),
    path(f"{GROUP}aftale/", group_space.group_agreement, name="group_agreement"),
    path(f"{GROUP}telefonliste/", group_space.phone_list, name="group_phones"),
    path(f"{GROUP}intromoede/", group_space.intro_answer, name="group_intro"),
    path(f"{GROUP}afslut/", group_space.group_ending, name="group_ending"),
    path(f"{GROUP}evaluering/", closing.own_closing, name="own_closing"),
    path(f"{GROUP}forlad/", group_space.group_leave, name="group_leave"),
    path("min-side/kalender/", own_calendar.own_calendar, name="own_calendar"),
    path("peer-grupper/deltag/", joining.open_groups, name="join_open"),
    path("peer-grupper/deltag/<uuid:group>/", joining.join_group, name="join_group"),
    path("peer-grupper/deltag/bekraeft/<str:token>/", joining.join_confirm, name="join_confirm"),
    path("gruppen-slutter/<str:token>/", closing.closing_by_link, name="closing_by_link"),
    path("gruppemoede/<str:token>/", member_meetings.member_meeting, name="member_meeting"),
]

declare("min-side/gruppe/", Access.MEMBER)
declare("min-side/kalender/", Access.OWN)
declare("peer-grupper/deltag/", Access.PUBLIC)
declare("peer-grupper/deltag/bekraeft/", Access.SIGNED_LINK)
declare("gruppemoede/", Access.SIGNED_LINK)
declare("gruppen-slutter/", Access.SIGNED_LINK)
