"""A cohort that is open, in the year of the tests."""

from typing import Any

import pytest

from accounts.domain import consents
from accounts.models import User
from courses.models import Cohort
from courses.models.enrolments import OWN_WORDS
from tests.conftest import NOW

from .making import make_cohort


@pytest.fixture
def consent_text(administrator: User) -> None:
    """What is asked beside the text of an application."""
    for language, words in (("da", "Ja, gem min tekst"), ("en", "Yes, keep my text")):
        consents.new_text(purpose=OWN_WORDS, language=language, text=words, by=administrator, now=NOW)


@pytest.fixture
def open_cohort(coordinator: User, trainer: User, time_machine: Any) -> Cohort:
    """A cohort of thirteen weeks with four places, open at NOW, which is the present."""
    time_machine.move_to(NOW, tick=False)
    return make_cohort(coordinator, trainer)
