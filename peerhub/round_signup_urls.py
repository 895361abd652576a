"""Addresses of a round's signups on the coordinator's workbench."""

from django.urls import path

from accounts.access import Access, declare

from .views import on_behalf, round_signups

ROUND = "koordinator/runder/<slug:round>/"
SIGNUPS = f"{ROUND}tilmeldinger/"

urlpatterns = [
    path(SIGNUPS, round_signups.round_signups, name="round_signups"),
    path(f"{SIGNUPS}liste.<slug:form>", round_signups.round_signups_export, name="round_signups_export"),
    path(f"{SIGNUPS}<str:reference>/", round_signups.round_signup, name="round_signup"),
    path(f"{SIGNUPS}<str:reference>/ret/<slug:name>/", round_signups.round_signup_change, name="round_signup_change"),
    path(f"{ROUND}tilmeld/", on_behalf.behalf_find, name="behalf_find"),
    path(f"{ROUND}tilmeld/<uuid:person>/", on_behalf.behalf_sign_up, name="behalf_sign_up"),
    path(f"{ROUND}import/", on_behalf.signup_import, name="signup_import"),
]

declare("koordinator/runder/", Access.COORDINATOR, Access.ADMINISTRATOR)
