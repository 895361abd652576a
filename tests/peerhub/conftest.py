"""A round that is open, and the texts that people say yes to."""

from typing import Any

import pytest
from django.test import Client

from accounts.domain import consents
from accounts.models import User
from peerhub.domain.signup_consents import PURPOSES
from peerhub.models import SignupRound
from tests.conftest import NOW

from .making import make_programme, make_round


@pytest.fixture
def consent_texts(administrator: User) -> None:
    """What is asked now, in both languages."""
    for purpose in PURPOSES:
        for language in ("da", "en"):
            words = f"Ja til {purpose}" if language == "da" else f"Yes to {purpose}"
            consents.new_text(purpose=purpose, language=language, text=words, by=administrator, now=NOW)


@pytest.fixture
def open_round(consent_texts: None, time_machine: Any) -> SignupRound:
    """A round of the scheme, open at NOW, which is the present."""
    time_machine.move_to(NOW, tick=False)
    return make_round(make_programme())


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser of nobody that checks the forms' tokens."""
    return Client()
