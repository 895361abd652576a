"""What workplaces find on the demo site."""

from home.demo import register as register_seed
from home.demo.site import add_page_type

from .models import (
    ChecklistPage,
    EntryPage,
    GuidePage,
    HoursPage,
    IssuesPage,
    JobIndexPage,
    JobNoticePage,
    LibraryPage,
    MappingPage,
    PackPage,
    PlacesPage,
    RoleStarPage,
    TemplatesPage,
)


def register() -> None:
    """Tells the demo which page types are ours."""
    from . import demo_library, demo_places
    from .demo_checklist import fill_checklist
    from .demo_guides import entry_values, fill_guide, guide_values
    from .demo_jobs import job_values
    from .demo_letters import fill_letters
    from .demo_tools import fill_issues, fill_star

    add_page_type("entry", EntryPage, entry_values)
    add_page_type("guide", GuidePage, guide_values, fill_guide)
    add_page_type("pack", PackPage)
    add_page_type("checklist", ChecklistPage, None, fill_checklist)
    add_page_type("templates", TemplatesPage, None, fill_letters)
    add_page_type("jobs", JobIndexPage)
    add_page_type("job", JobNoticePage, job_values)
    add_page_type("hours", HoursPage)
    add_page_type("star", RoleStarPage, None, fill_star)
    add_page_type("library", LibraryPage)
    add_page_type("places", PlacesPage)
    register_seed("works", demo_library.seed_works)
    register_seed("places", demo_places.seed_places)
    add_page_type("issues", IssuesPage, None, fill_issues)
    add_page_type("mapping", MappingPage)
