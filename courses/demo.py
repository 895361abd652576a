"""What courses bring to the demo site: the catalogue's pages, four courses, and cohorts at every point of their way."""

from typing import Any

from home.demo import Plan
from home.demo import register as register_seed
from home.demo.reader import Text
from home.demo.site import add_page_type

from .models import CataloguePage, Course, CoursePage, SchoolPage, SchoolsPage

# Names, kind, numbered meetings, days between them, units, and what else differs from the usual.
COURSES: dict[str, tuple[str, str, str, int, int, int, dict[str, Any]]] = {
    "peer-uddannelsen": (
        "Peer-uddannelsen",
        "The peer education",
        "peer",
        13,
        7,
        2,
        {
            "has_practicum": True,
            "has_info_meeting": True,
            "has_interview": True,
            "order": 1,
            "certificate_phases": ["course", "guide_training", "follow_up"],
        },
    ),
    "peer-introduktion": (
        "Peer-introduktion for kolleger",
        "Peer introduction for colleagues",
        "introduction",
        2,
        1,
        2,
        {"is_for_colleagues": True, "intake": "first", "order": 2, "price": 1200},
    ),
    "recovery-et-foerste-kig": (
        "Recovery – et første kig",
        "Recovery – a first look",
        "short",
        2,
        7,
        1,
        {"is_for_colleagues": True, "intake": "first", "order": 3},
    ),
    "supervision": (
        "Supervision for peer-guider",
        "Supervision for peer guides",
        "supervision",
        4,
        14,
        1,
        {"order": 4},
    ),
}


def register() -> None:
    """Tells the demo of the page types and of the cohorts."""
    from .demo_cohorts import seed_cohorts
    from .demo_competences import seed_competences
    from .demo_rooms import seed_rooms
    from .demo_stories import seed_stories
    from .demo_trainings import seed_trainings

    add_page_type("catalogue", CataloguePage, _section)
    add_page_type("course", CoursePage, _course)
    add_page_type("schools", SchoolsPage)
    add_page_type("school", SchoolPage, _school)
    register_seed("cohorts", seed_cohorts)
    register_seed("trainings", seed_trainings)
    register_seed("rooms", seed_rooms)
    register_seed("competences", seed_competences)
    register_seed("stories", seed_stories)


def ensure_course(code: str) -> Course:
    """Makes or finds a course of the demo."""
    name_da, name_en, kind, weeks, days, units, more = COURSES[code]
    values = {"name_da": name_da, "name_en": name_en, "kind": kind, "weeks": weeks, "days_between": days}
    return Course.objects.get_or_create(code=code, defaults=values | {"units": units} | more)[0]


def _section(text: Text, plan: Plan) -> dict[str, Any]:
    meta = text.meta
    return {"area": meta["area"], "menu_title": meta["menu"], "illustration": meta["illustration"]}


def _course(text: Text, plan: Plan) -> dict[str, Any]:
    meta = text.meta
    values: dict[str, Any] = {name: meta[name] for name in ("for_whom", "length", "teachers")}
    values |= {"aims_text": _lines(meta["aims"]), "weeks_text": _lines(meta.get("weeks", ""))}
    return values | {"practicum": meta.get("practicum", ""), "course": ensure_course(meta["course"])}


def _school(text: Text, plan: Plan) -> dict[str, Any]:
    meta = text.meta
    return {name: meta[name] for name in ("town", "region", "model")} | {"is_member": meta["member"] == "yes"}


def _lines(joined: str) -> str:
    return "\n".join(part.strip() for part in joined.split("|") if part.strip())
