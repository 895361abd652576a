"""Addresses of the administrator's pages about what leaves."""

from django.urls import path

from .views import desk, tasks

urlpatterns = [
    path("administration/mails/log/", desk.sent_log, name="mail_log"),
    path("administration/mails/doede/", desk.stuck, name="mail_stuck"),
    path("administration/mails/spaerret/", desk.suppressed, name="mail_suppressed"),
    path("administration/mails/spaerret/<int:pk>/", desk.lift, name="mail_lift"),
    path("administration/opgaver/", tasks.failed, name="tasks_failed"),
    path("administration/opgaver/<uuid:pk>/<slug:action>/", tasks.act, name="task_act"),
    path("administration/mails/<uuid:pk>/<slug:action>/", desk.act, name="mail_act"),
]
