"""What workplaces find on the demo site."""

from home.demo.site import add_page_type

from .models import EntryPage, GuidePage, HoursPage, PackPage, RoleStarPage


def register() -> None:
    """Tells the demo which page types are ours."""
    from .demo_guides import entry_values, fill_guide, guide_values
    from .demo_tools import fill_star

    add_page_type("entry", EntryPage, entry_values)
    add_page_type("guide", GuidePage, guide_values, fill_guide)
    add_page_type("pack", PackPage)
    add_page_type("hours", HoursPage)
    add_page_type("star", RoleStarPage, None, fill_star)
