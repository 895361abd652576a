"""What the demo's groups show in the public directory."""

from datetime import datetime, time

from django.utils import timezone

from home.demo import Plan

from .enums import MeetingForm
from .group_enums import LISTED_GROUPS
from .models import GroupListing, PeerGroup

ABOUT = (
    "Vi mødes en gang om måneden, tager en runde og taler om et emne, vi har valgt sammen.",
    "We meet once a month, begin with how everybody is, and talk about a subject we have chosen together.",
)
ONLINE = (
    "Vi mødes på skærmen med undertekster. Du kan være med fra hele landet.",
    "We meet on screen, with captions. You can take part from all of the country.",
)
POSTCODES = {"Aarhus": 8000, "Odense": 5000, "København": 2100, "Roskilde": 4000, "Aalborg": 9000, "Esbjerg": 6700}


def seed_listings(plan: Plan) -> None:
    """Shows every group that goes on. A second call changes nothing."""
    now = timezone.make_aware(datetime.combine(plan.today, time(12)))
    groups = (
        PeerGroup.objects.filter(state__in=sorted(LISTED_GROUPS)).select_related("programme").order_by("made_at", "pk")
    )
    for number, group in enumerate(groups):
        GroupListing.objects.get_or_create(group=group, defaults=_values(group, number, now))


def _values(group: PeerGroup, number: int, now: datetime) -> dict[str, object]:
    online = group.form == MeetingForm.VIRTUAL or not group.region
    about, about_en = ONLINE if online else ABOUT
    access = ["captions"] if online else [["loop", "step_free"], ["step_free"], ["loop", "captions"]][number % 3]
    return {
        "is_shown": True,
        "title": f"{group.programme.name}: {'online' if online else group.town}",
        "area": "" if online else f"{group.town}, midtbyen",
        "region": "" if online else group.region,
        "postcode": POSTCODES.get(group.town),
        "form": MeetingForm.VIRTUAL if online else group.form,
        "weekday": next((slot.partition("-")[0] for slot in group.slots), "tue"),
        "languages": list(group.languages) or ["da"],
        "access": access,
        "about": about,
        "about_en": about_en,
        "changed_at": now,
    }
