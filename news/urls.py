"""Addresses of newsletters that are views, not pages."""

from django.urls import path

from accounts.access import Access, declare

from .views import subscribing

urlpatterns = [
    path("nyhedsbrev/mit/<str:token>/", subscribing.mine, name="newsletter_mine"),
    path("nyhedsbrev/afmeld/<str:token>/", subscribing.leave, name="newsletter_leave"),
]

declare("nyhedsbrev/mit/", Access.SIGNED_LINK)
declare("nyhedsbrev/afmeld/", Access.SIGNED_LINK)
