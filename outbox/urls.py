"""Addresses of the development mailbox."""

from django.urls import path

from .views import mailbox

urlpatterns = [
    path("mail/", mailbox.mailbox, name="mailbox"),
    path("mail/<slug:name>.html", mailbox.html_part, name="mailbox_html"),
]
