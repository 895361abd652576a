"""Models of guidance for workplaces."""

from .guide_files import GuidePdf
from .guides import EntryPage, GuidePage
from .hours import HoursPage
from .library import LibraryPage, Work
from .links import LinkCheck
from .packs import HiringPack, PackPage
from .places import PeerPlace, PlacesPage
from .stars import RoleStar, RoleStarPage, RoleStarRater, RoleStarResult

__all__ = [
    "EntryPage",
    "GuidePage",
    "GuidePdf",
    "HiringPack",
    "HoursPage",
    "LibraryPage",
    "LinkCheck",
    "PackPage",
    "PeerPlace",
    "PlacesPage",
    "RoleStar",
    "RoleStarPage",
    "RoleStarRater",
    "RoleStarResult",
    "Work",
]
