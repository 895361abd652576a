"""Addresses of peer groups that are views, not pages."""

from django.urls import include, path

from accounts.access import Access, declare

from .views import groups

urlpatterns = [
    path("", include("peerhub.signup_urls")),
    path("", include("peerhub.round_signup_urls")),
    path("", include("peerhub.round_urls")),
    path("", include("peerhub.proposal_urls")),
    path("", include("peerhub.group_urls")),
    path("", include("peerhub.setup_urls")),
    path("min-side/gruppe/<uuid:group>/", groups.own_group, name="own_group"),
]

declare("min-side/gruppe/", Access.MEMBER)
