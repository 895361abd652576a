"""What the editors' front page tells of PDF files."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from home.dashboard import Line

from ..enums import WAITING_PDF
from ..models import GuidePdf


def pdf_lines(person: User) -> list[Line]:
    """Files that failed, and files that wait to be made; two queries."""
    if not person.has_role(Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR):
        return []
    address = reverse("guide_pdfs")
    return [
        Line(GuidePdf.objects.needing_an_editor().count(), _("guides whose PDF could not be made"), address),
        Line(GuidePdf.objects.filter(state__in=WAITING_PDF).count(), _("guides whose PDF is out of date"), address),
    ]
