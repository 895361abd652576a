"""What the tools of the setup guide register at start-up: tables, retention, the workbench, the search."""

from django.utils.translation import gettext_lazy as _

from accounts import panels, retention
from accounts.personal_data import CONTRACT
from accounts.registry import Kind, classify, content, nobody, personal
from home import search
from outbox import due

from .domain import assessments, joint_scales
from .models import AssessmentVersion, JointScale, JointSeat, ScalePage, SchemeAssessment, SetupQuestionsPage

LINK_HOLDERS = _("whoever holds the private link; for an organisation its coordinators")
YEAR = _("12 months after the last change; for an organisation until a coordinator deletes it")
MONTH = _("30 days")


def register() -> None:
    """Called once by the app's own start."""
    content(ScalePage, SetupQuestionsPage)
    _sheets()
    _joint()
    due.register("assessments_expired", assessments.delete_expired)
    due.register("joint_scales_expired", joint_scales.delete_expired)
    retention.describe(
        "assessments_expired", _("Saved scales and answers to the guide"), _("12 months after the last change")
    )
    retention.describe("joint_scales_expired", _("Joint scales"), MONTH)
    panels.register_link("koordinator", _("Scales"), "assessments")
    search.PAGE_KINDS["peerhub"] = _("Peer groups and schemes")


def _sheets() -> None:
    common = {
        "purpose": _("to find a scale or answers to the guide again"),
        "basis": CONTRACT,
        "recipients": LINK_HOLDERS,
        "retention": YEAR,
    }
    classify(
        SchemeAssessment,
        nobody("id", "kind", "organisation", "region", "read_turn", "version", "changed_at", "delete_after")
        | personal("title")
        | dict.fromkeys(("edit_hash", "read_hash"), Kind.SECRET),
        **common,
    )
    classify(AssessmentVersion, nobody("id", "assessment", "number", "at") | personal("content", "note"), **common)


def _joint() -> None:
    common = {
        "purpose": _("to show several people's view of a scheme at one moment"),
        "basis": CONTRACT,
        "recipients": _("whoever holds the private link"),
        "retention": MONTH,
    }
    classify(
        JointScale,
        nobody("id", "started_at", "revealed_at", "delete_after", "withdrawn")
        | personal("own_rows")
        | {"token_hash": Kind.SECRET},
        **common,
    )
    classify(
        JointSeat,
        nobody("id", "scale", "place", "answered_at") | personal("name", "answers") | {"token_hash": Kind.SECRET},
        **common,
    )
