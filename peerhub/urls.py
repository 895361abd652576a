"""Addresses of peer groups that belong to one person."""

from django.urls import path

from accounts.access import Access, declare

from . import views

urlpatterns = [
    path("tilmelding/<str:token>/", views.signup_status, name="signup_status"),
    path("min-side/gruppe/<uuid:group>/", views.own_group, name="own_group"),
]

declare("tilmelding/", Access.SIGNED_LINK)
declare("min-side/gruppe/", Access.MEMBER)
