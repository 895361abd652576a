"""Peers at work: guidance, PDF guides, library and tools for workplaces."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmploymentConfig(AppConfig):
    name = "employment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import retention
        from home import dashboard, document_search, search
        from home.domain import checks
        from outbox import due, tasks

        from . import demo, library_panel, personal_data, signals
        from .domain import (
            checklists,
            guide_checks,
            guide_files,
            guide_panel,
            jobs,
            joint_stars,
            library,
            links,
            packs,
            tool_checks,
        )
        from .models import Work

        signals.connect()
        tasks.repeatable("employment.tasks.make_guide_pdf", _("PDF of a guide"))
        personal_data.register_all()
        demo.register()
        search.PAGE_KINDS["employment"] = _("For workplaces")
        checks.add_check(guide_checks.guide_faults)
        checks.add_check(tool_checks.tool_faults)
        dashboard.add_lines(guide_panel.pdf_lines)
        dashboard.add_lines(library_panel.library_lines)
        document_search.add_holder(Work, library.public_works)
        search.register(search.Source({"work": _("Library")}, library.find_works, library.load_works))
        due.register("links_checked", links.check_links)
        due.register("guide_files_stuck", guide_files.take_up_stuck)
        due.register("job_notices_past", jobs.take_down_past)
        due.register("checklists_expired", checklists.delete_expired)
        due.register("hiring_packs_expired", packs.delete_expired)
        due.register("role_stars_expired", joint_stars.delete_expired)
        retention.describe("checklists_expired", _("Saved checklists"), _("12 months after the last change"))
        retention.describe("hiring_packs_expired", _("Saved hiring packs"), _("12 months"))
        retention.describe(
            "role_stars_expired", _("Joint role stars"), _("14 days, or at most 12 months if all say yes")
        )
