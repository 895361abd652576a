"""Who wants to hear when a course gets a date."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Interest

from .cohorts import Cohort
from .courses import Course


class CourseInterest(Interest):
    """One address that asked to be told once."""

    about = "course"
    asking = "courses.interest_confirm"

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="interests")
    town = models.CharField(_("town"), max_length=60, blank=True)
    told_of = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Interest.Meta):
        verbose_name = _("wish to hear of a course")
        constraints = [
            models.UniqueConstraint(fields=["course", "address_mark"], name="one_course_interest_an_address"),
            models.CheckConstraint(condition=~Q(address_mark=""), name="course_interest_has_an_address"),
        ]
