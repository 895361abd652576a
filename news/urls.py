"""Addresses of newsletters that are views, not pages."""

from django.urls import path

from accounts.access import Access, declare

from .views import readers, subscribing

urlpatterns = [
    path("nyhedsbrev/mit/<str:token>/", subscribing.mine, name="newsletter_mine"),
    path("nyhedsbrev/afmeld/<str:token>/", subscribing.leave, name="newsletter_leave"),
    path("administration/nyhedsbrev/", readers.reader_list, name="newsletter_readers"),
    path("administration/nyhedsbrev/import/", readers.reader_import_page, name="newsletter_import"),
    path("administration/nyhedsbrev/eksport/", readers.reader_export, name="newsletter_export"),
    path("administration/nyhedsbrev/<uuid:key>/af/", readers.reader_off, name="newsletter_off"),
]

declare("nyhedsbrev/mit/", Access.SIGNED_LINK)
declare("nyhedsbrev/afmeld/", Access.SIGNED_LINK)
