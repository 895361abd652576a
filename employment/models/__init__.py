"""Models of guidance for workplaces."""

from .guide_files import GuidePdf
from .guides import EntryPage, GuidePage
from .hours import HoursPage
from .packs import HiringPack, PackPage
from .stars import RoleStar, RoleStarPage, RoleStarRater, RoleStarResult

__all__ = [
    "EntryPage",
    "GuidePage",
    "GuidePdf",
    "HiringPack",
    "HoursPage",
    "PackPage",
    "RoleStar",
    "RoleStarPage",
    "RoleStarRater",
    "RoleStarResult",
]
