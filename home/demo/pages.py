"""The pages of the demo, in both languages, and what the site is set to."""

from ..models import PortalSettings
from . import Plan
from .site import build
from .translate import translate_all


def seed_pages(plan: Plan) -> None:
    """Makes the tree in Danish and translates it."""
    plan.say("pages in Danish")
    pages = build(plan)
    plan.say("pages in English")
    translate_all(pages, plan)


def seed_settings(plan: Plan) -> None:
    """What an editor would have set."""
    settings = PortalSettings.load()
    settings.contact_email = "kontakt@example.org"
    settings.contact_address = "Eksempelvej 1, 8000 Aarhus C"
    settings.footer_text = "Peerportalen er gratis at bruge. Du behøver ikke være medlem."
    settings.footer_text_en = "Peerportalen is free to use. You need not be a member."
    settings.save()
