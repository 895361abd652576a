"""Models of guidance for workplaces."""

from .guide_files import GuidePdf
from .guides import EntryPage, GuidePage
from .hours import HoursPage
from .packs import HiringPack, PackPage

__all__ = [
    "EntryPage",
    "GuidePage",
    "GuidePdf",
    "HiringPack",
    "HoursPage",
    "PackPage",
]
