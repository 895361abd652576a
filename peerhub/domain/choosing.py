"""The groups made beforehand that somebody can choose among: where, how big, how many seats are free, how far away."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import PredefinedGroup, SignupRound
from ..signup_enums import CHANGEABLE_STATES
from .offers import HOLDING


@dataclass(frozen=True)
class Seat:
    """One group with what somebody needs to know to choose it."""

    group: PredefinedGroup
    free: int

    @property
    def words(self) -> str:
        """In one line, since it stands in a list to choose from."""
        place = self.group.area or str(self.group.get_form_display())
        free = (
            ngettext("%(free)d of %(all)d seat free", "%(free)d of %(all)d seats free", self.group.seats)
            % {"free": self.free, "all": self.group.seats}
            if self.free
            else _("full, but you may wait for a seat")
        )
        name = self.group.name if place in self.group.name else f"{self.group.name}, {place}"
        return " · ".join(part for part in (name, self.group.meets, free) if part)


def seats_of(round: SignupRound) -> list[Seat]:
    """The groups of a round in their order, with the seats that nobody holds or has chosen first; one query."""
    held = Count("offers", filter=Q(offers__signup__state__in=HOLDING), distinct=True)
    chosen = Q(chosen_by__rank=1, chosen_by__signup__state__in=CHANGEABLE_STATES)
    wished = Count("chosen_by", filter=chosen, distinct=True)
    groups = PredefinedGroup.objects.filter(round=round).annotate(held=held, wished=wished)
    return [Seat(group, max(0, group.seats - group.held - group.wished)) for group in groups]
