"""Models of guidance for workplaces."""

from .guide_files import GuidePdf
from .guides import EntryPage, GuidePage
from .packs import HiringPack, PackPage

__all__ = [
    "EntryPage",
    "GuidePage",
    "GuidePdf",
    "HiringPack",
    "PackPage",
]
