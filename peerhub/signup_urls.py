"""Addresses of signing up, and of a signup's own page."""

from django.urls import path

from accounts.access import Access, declare

from .views import interest, public, receipts, status

ROUND = "peer-grupper/tilmelding/<slug:round>/"

urlpatterns = [
    path("peer-grupper/tilmelding/fortsaet/<str:token>/", receipts.resume, name="signup_resume"),
    path(ROUND, public.start, name="signup_start"),
    path(f"{ROUND}om-dig/", public.step, {"name": "about"}, name="signup_about"),
    path(f"{ROUND}hvor-og-hvornaar/", public.step, {"name": "where"}, name="signup_where"),
    path(f"{ROUND}oensker/", public.step, {"name": "wishes"}, name="signup_wishes"),
    path(f"{ROUND}tjek/", public.check, name="signup_check"),
    path(f"{ROUND}kvittering/", receipts.receipt, name="signup_receipt"),
    path(f"{ROUND}gem/", receipts.save, name="signup_save"),
    path("peer-grupper/besked/<slug:programme>/", interest.interest, name="interest"),
    path("peer-grupper/besked/svar/<str:token>/", interest.interest_confirm, name="interest_confirm"),
    path("tilmelding/<str:token>/", status.signup_status, name="signup_status"),
    path("tilmelding/<str:token>/traek-tilbage/", status.signup_withdraw, name="signup_withdraw"),
    path("tilmelding/<str:token>/mine-svar/", status.signup_download, name="signup_download"),
    path("tilmelding/<str:token>/ret/<slug:name>/", status.signup_change, name="signup_change"),
]

declare("peer-grupper/tilmelding/", Access.PUBLIC)
declare("peer-grupper/tilmelding/fortsaet/", Access.SIGNED_LINK)
declare("peer-grupper/besked/", Access.PUBLIC)
declare("peer-grupper/besked/svar/", Access.SIGNED_LINK)
declare("tilmelding/", Access.SIGNED_LINK)
