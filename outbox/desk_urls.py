"""Addresses of the administrator's pages about what leaves."""

from django.urls import path

from .views import desk

urlpatterns = [
    path("administration/mails/log/", desk.sent_log, name="mail_log"),
    path("administration/mails/doede/", desk.stuck, name="mail_stuck"),
    path("administration/mails/spaerret/", desk.suppressed, name="mail_suppressed"),
    path("administration/mails/spaerret/<int:pk>/", desk.lift, name="mail_lift"),
    path("administration/mails/<uuid:pk>/<slug:action>/", desk.act, name="mail_act"),
]
