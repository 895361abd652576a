"""What people say yes to when they sign up: each purpose by itself, about that one signup."""

from collections.abc import Mapping
from datetime import datetime

from accounts.domain import consents
from accounts.domain.queries import LANGUAGES
from accounts.models import Consent, ConsentText, User

from ..models import Signup

MATCHING = "peerhub.matching"
SHARING = "peerhub.sharing"
CARRY_OVER = "peerhub.carry_over"
PURPOSES = (MATCHING, SHARING, CARRY_OVER)
# Purpose → fingerprint of the text that was shown; empty where it was read aloud or given elsewhere.
Said = Mapping[str, str]


def unasked() -> list[str]:
    """The languages in which there is no text yet to say yes to: until there is, nobody can sign up. One query."""
    texts = ConsentText.objects.filter(purpose=MATCHING).order_by().values_list("language", flat=True).distinct()
    held = set(texts)
    return [str(name) for code, name in LANGUAGES.items() if code not in held]


def give(signup: Signup, said: Said, *, language: str, now: datetime, noted_by: User | None = None) -> Consent:
    """Notes each yes about a signup; returns the one that its answers rest on. A second call gives those that stand.

    Raises accounts' Refused where a text has changed since it was shown, or where there is none yet.
    """
    return note(signup, said, language=language, now=now, noted_by=noted_by)[MATCHING]


def note(
    signup: Signup, said: Said, *, language: str, now: datetime, noted_by: User | None = None
) -> dict[str, Consent]:
    """Notes each yes, by its purpose."""
    return {
        purpose: consents.give(
            about=signup.id,
            person=signup.person,
            purpose=purpose,
            language=language,
            shown=shown,
            noted_by=noted_by,
            now=now,
        )
        for purpose, shown in said.items()
    }


def belong_to(signup: Signup, person: User) -> None:
    """Says whose the consents are, now that the address is confirmed."""
    consents.adopt(about=signup.id, person=person)


def standing(signup: Signup) -> list[Consent]:
    """What stands about a signup, for its own page."""
    return list(Consent.objects.filter(about=signup.id, withdrawn_at=None).select_related("text"))


def carry(given: Consent, to: Signup) -> Consent:
    """The same yes, to the same text at the same moment, for the signup that the answers are carried to."""
    return Consent.objects.create(
        person=given.person,
        about=to.id,
        purpose=given.purpose,
        text=given.text,
        language=given.language,
        text_hash=given.text_hash,
        given_at=given.given_at,
        noted_by=given.noted_by,
    )
