"""Addresses of peer groups that are views, not pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("peerhub.signup_urls")),
    path("", include("peerhub.round_signup_urls")),
    path("", include("peerhub.round_urls")),
    path("", include("peerhub.proposal_urls")),
    path("", include("peerhub.group_urls")),
    path("", include("peerhub.desk_urls")),
    path("", include("peerhub.setup_urls")),
    path("", include("peerhub.own_group_urls")),
]
