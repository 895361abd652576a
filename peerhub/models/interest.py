"""Who wants to hear when the next round of a scheme opens."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Interest

from .programmes import PeerProgramme
from .rounds import SignupRound


class RoundInterest(Interest):
    """One address that asked to be told once."""

    about = "programme"
    asking = "peerhub.interest_confirm"

    programme = models.ForeignKey(PeerProgramme, on_delete=models.CASCADE, related_name="interests")
    told_of = models.ForeignKey(SignupRound, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Interest.Meta):
        verbose_name = _("wish to hear of the next round")
        constraints = [
            models.UniqueConstraint(fields=["programme", "address_mark"], name="one_interest_an_address"),
            models.CheckConstraint(condition=~Q(address_mark=""), name="interest_has_an_address"),
        ]
        indexes = [
            models.Index(
                fields=["programme"],
                name="interest_waiting",
                condition=Q(confirmed_at__isnull=False, told_of__isnull=True),
            )
        ]
