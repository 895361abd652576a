"""What peer groups bring to the demo site."""

from home.demo import register as register_seed
from home.demo.site import add_page_type

from .models import DirectoryPage, KitPage, PeerProgrammePage, ScalePage, SetupQuestionsPage, ThemePage


def register() -> None:
    """Tells the demo of the page types, of rounds, of signups, of groups, their meetings and of proposals."""
    from .demo_desk import seed_desk
    from .demo_groups import seed_groups
    from .demo_kit import fill_theme, theme_values
    from .demo_listings import seed_listings
    from .demo_meetings import seed_meetings
    from .demo_proposals import seed_proposals
    from .demo_rounds import seed_rounds
    from .demo_schemes import scheme_values
    from .demo_setup import fill_questions, fill_scale
    from .demo_signups import seed_signups

    add_page_type("programme", PeerProgrammePage, scheme_values)
    add_page_type("directory", DirectoryPage)
    add_page_type("kit", KitPage)
    add_page_type("theme", ThemePage, theme_values, fill_theme)
    add_page_type("scale", ScalePage, None, fill_scale)
    add_page_type("setup_questions", SetupQuestionsPage, None, fill_questions)
    register_seed("rounds", seed_rounds)
    register_seed("signups", seed_signups)
    register_seed("groups", seed_groups)
    register_seed("meetings", seed_meetings)
    register_seed("desk", seed_desk)
    register_seed("directory", seed_listings)
    register_seed("proposals", seed_proposals)
