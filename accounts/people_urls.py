"""Addresses of a person's own pages and of people without an e-mail."""

from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import RedirectView

from .stepping_up import stepped_up
from .views import addresses, carrying, consents, own, people, step_up

# allauth asks nobody for proof before the first factor: whoever found an open session could make it their own.
enrolling = stepped_up(signing_in_counts=True)

urlpatterns = [
    path("konto/2fa/totp/activate/", login_required(enrolling(activate_totp))),
    path("konto/2fa/webauthn/add/", login_required(enrolling(add_webauthn))),
    path("min-side/profil/", own.profile, name="own_profile"),
    path("min-side/adresse/", addresses.own_address, name="own_address"),
    path("min-side/adresse/kode/", addresses.own_address_code, name="own_address_code"),
    path("min-side/log-ud-overalt/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("min-side/samtykker/", consents.own_consents, name="own_consents"),
    path("min-side/samtykker/<str:purpose>/traek-tilbage/", consents.withdraw, name="consent_withdraw"),
    path("administration/samtykker/", consents.consent_texts, name="consent_texts"),
    path("administration/samtykker/<str:purpose>/<str:language>/", consents.consent_text, name="consent_text"),
    path("konto/bekraeft/", step_up.step_up, name="step_up"),
    path("konto/adresse/<str:token>/", addresses.accept, name="address_accept"),
    path("konto/adresse/fortryd/<str:token>/", addresses.undo, name="address_undo"),
    path("konto/email/", RedirectView.as_view(pattern_name="own_address")),  # allauth's own asks for no proof
    path("koordinator/personer/<uuid:key>/mail/", addresses.person_address, name="person_address"),
    path("koordinator/personer/", people.people_list, name="people"),
    path("koordinator/personer/ny/", people.people_new, name="person_new"),
    path("koordinator/personer/<uuid:key>/", people.person, name="person"),
    path("koordinator/breve/", carrying.letters, name="letters"),
    path("koordinator/breve/print/", carrying.print_all, name="letters_print"),
    path("koordinator/breve/<uuid:key>/", carrying.letter, name="letter"),
    path("koordinator/breve/<uuid:key>/<slug:action>/", carrying.letter_act, name="letter_act"),
    path("koordinator/opkald/", carrying.calls, name="calls"),
    path("koordinator/opkald/<uuid:key>/", carrying.call, name="call"),
    path("koordinator/opkald/<uuid:key>/<slug:action>/", carrying.call_act, name="call_act"),
    path("koordinator/personer/<uuid:key>/ret/", people.person_change, name="person_change"),
]
