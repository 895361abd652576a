"""Models of guidance for workplaces."""

from .checklists import ChecklistPage, KeptChecklist
from .guide_files import GuidePdf
from .guides import EntryPage, GuidePage
from .hours import HoursPage
from .issues import IssuesPage
from .jobs import JobIndexPage, JobNoticePage
from .letters import TemplatesPage
from .library import Work
from .library_page import LibraryPage
from .links import LinkCheck
from .mapping import MappingPage
from .packs import HiringPack, PackPage
from .places import PeerPlace, PlacesPage
from .stars import RoleStar, RoleStarPage, RoleStarRater, RoleStarResult

__all__ = [
    "ChecklistPage",
    "EntryPage",
    "GuidePage",
    "GuidePdf",
    "HiringPack",
    "HoursPage",
    "IssuesPage",
    "JobIndexPage",
    "JobNoticePage",
    "KeptChecklist",
    "LibraryPage",
    "LinkCheck",
    "MappingPage",
    "PackPage",
    "PeerPlace",
    "PlacesPage",
    "RoleStar",
    "RoleStarPage",
    "RoleStarRater",
    "RoleStarResult",
    "TemplatesPage",
    "Work",
]
