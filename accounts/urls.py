"""Addresses of people and of the workbenches' frames."""

from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView

from .access import Access, declare
from .views import benches, own, processing, rights, roles

urlpatterns = [
    path("konto/password/<path:rest>", RedirectView.as_view(url=reverse_lazy("account_login")), name="no_passwords"),
    path("", include("accounts.people_urls")),  # before allauth: its page for addresses is ours
    path("", include("accounts.mail_urls")),
    path("konto/", include("allauth.urls")),
    path("min-side/", own.overview, name="own_overview"),
    path("min-side/data/", rights.data, name="own_data"),
    path("min-side/data/kopi/", rights.copy_ask, name="copy_ask"),
    path("min-side/data/hent/", rights.copy_fetch, name="copy_fetch"),
    path("min-side/data/slet/", rights.erase, name="own_erase"),
    path("konto/slettet/", rights.erased, name="erased"),
    path("administration/roller/", roles.role_list, name="roles"),
    path("administration/roller/<uuid:key>/", roles.role_person, name="role_person"),
    path("administration/roller/<uuid:key>/giv/", roles.role_grant, name="role_grant"),
    path("administration/roller/<uuid:key>/tag/<int:number>/", roles.role_revoke, name="role_revoke"),
    path("administration/behandlinger/", processing.record, name="records_of_processing"),
    path("administration/opbevaring/", processing.deletions, name="retention"),
    *(path(f"{name}/", benches.bench, {"name": name}, name=f"bench_{name}") for name in benches.TITLES),
]

declare("konto/", Access.PUBLIC)  # signing in and out; a page of somebody's own sends a stranger to sign in
for own_part in ("email/", "2fa/", "sessions/", "reauthenticate/"):
    declare(f"konto/{own_part}", Access.OWN)
for open_part in ("2fa/authenticate/", "2fa/webauthn/login/"):
    declare(f"konto/{open_part}", Access.PUBLIC)
declare("konto/adresse/", Access.SIGNED_LINK)
declare("konto/bekraeft/", Access.OWN)
declare("konto/slettet/", Access.PUBLIC)
declare("min-side/", Access.OWN)
declare("koordinator/", Access.COORDINATOR, Access.ADMINISTRATOR)
declare("underviser/", Access.TRAINER, Access.ADMINISTRATOR)
declare("supervisor/", Access.SUPERVISOR, Access.ADMINISTRATOR)
declare("administration/", Access.ADMINISTRATOR)
