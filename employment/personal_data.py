"""What the models of employment hold about people: names and answers in tools, behind private links."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import CONTRACT
from accounts.registry import Kind, classify, content, nobody, personal

from .models import GuidePdf, HiringPack, KeptChecklist, LinkCheck, RoleStar, RoleStarRater, RoleStarResult, Work

LINK_HOLDERS = _("whoever holds the private link")


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    classify(LinkCheck, nobody("id", "url", "state", "answer", "checked_at", "failed_on"))
    classify(GuidePdf, nobody(*(one.name for one in GuidePdf._meta.local_fields)))
    classify(
        HiringPack,
        nobody("id", "answers", "sections", "made_at", "delete_after") | {"token_hash": Kind.SECRET},
        purpose=_("to find a hiring pack again"),
        basis=CONTRACT,
        recipients=LINK_HOLDERS,
        retention=_("12 months"),
    )
    classify(
        KeptChecklist,
        nobody("id", "page", "version", "changed_at", "delete_after")
        | personal("content")
        | {"token_hash": Kind.SECRET},
        purpose=_("to find a checklist again"),
        basis=CONTRACT,
        recipients=LINK_HOLDERS,
        retention=_("12 months after the last change"),
    )
    _stars()
    pages = [model for model in apps.get_app_config("employment").get_models() if hasattr(model, "page_ptr")]
    content(Work, *pages, apps.get_model("employment.PeerPlace"))


def _stars() -> None:
    common = {
        "purpose": _("to show several people's view of a role at one moment"),
        "basis": CONTRACT,
        "recipients": LINK_HOLDERS,
        "retention": _("14 days, or at most 12 months if all say yes"),
    }
    classify(
        RoleStar,
        nobody("id", "axes", "turn", "started_at", "revealed_at", "revealed_again_at", "keep_until", "delete_after")
        | nobody("withdrawn")
        | {"token_hash": Kind.SECRET},
        **common,
    )
    classify(
        RoleStarRater,
        nobody("id", "star", "place", "keeps") | personal("name") | {"token_hash": Kind.SECRET},
        **common,
    )
    classify(RoleStarResult, nobody("id", "rater", "turn") | personal("scores"), **common)
