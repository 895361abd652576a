"""Plants a signup to a round of peer groups with a word of its own in everything that was told, and a draft of another.

Imported by `planting` once Django is ready.
"""

import hashlib
from datetime import datetime, timedelta

from accounts.domain.consents import newest_text
from accounts.models import User
from peerhub.domain import drafts, signups
from peerhub.domain.signup_consents import MATCHING
from peerhub.enums import QuestionKind, RoundState
from peerhub.models import Question, Questionnaire, Signup, SignupRound

# Who coordinates the region the planted person lives in, and who coordinates them all.
DESK = ["coordinator", "administrator"]
EVERY_DESK = ["coordinator", "coordinator_midt", "administrator"]
# Whoever holds the private link of the signup.
HOLDER = "holder"
ADDRESS = "kanarie@example.org"


def token(word: str) -> str:
    """A word that stands nowhere else."""
    return f"kanarie{hashlib.sha256(word.encode()).hexdigest()[:12]}"


def plant(*, by: User, now: datetime) -> dict[str, list[str]]:
    """Signs somebody up in the capital, begins another draft, and writes a question nobody is asked yet."""
    round = SignupRound.objects.get(state=RoundState.OPEN, hidden=False)
    signup = _signup(round, now)
    _draft(round, now)
    _question(round, by, now)
    return {
        token("tilmeldt"): [*DESK, HOLDER],
        token("peer-efternavn"): [*DESK, HOLDER],
        token("svar"): [HOLDER],
        token("sammen"): [HOLDER],
        token("ikke-med"): [HOLDER],
        signup.token: [HOLDER],
        token("kladde"): [],
        token("kladde-svar"): [],
        token("spoergsmaal"): EVERY_DESK,
    }


def sealed() -> list[str]:
    """The planted words that may not stand in the database as they were written."""
    return [token(word) for word in ("svar", "sammen", "ikke-med", "kladde", "kladde-svar")]


def _signup(round: SignupRound, now: datetime) -> Signup:
    assert round.opens_at
    then = round.opens_at + timedelta(days=1)  # within the deadline, whichever day the goals are tried on
    content = {
        "about": _about("tilmeldt", ADDRESS) | {"last_name": token("peer-efternavn")},
        "where": {"form": "either", "postcode": 2100, "region": "hovedstaden", "max_km": 30, "slots": ["tue-evening"]},
        "wishes": {
            "questions": {_text_question(round): token("svar")},
            "together": [token("sammen")],
            "apart": [token("ikke-med")],
        },
    }
    draft = drafts.begin(round=round, language="da", now=then)
    for step, values in content.items():
        draft = drafts.save_step(draft, step, values, now=then)
    text = newest_text(MATCHING, "da")
    assert text
    made = signups.submit(draft, said={MATCHING: text.text_hash}, language="da", now=then)
    assert made
    done = signups.confirm(made, now=then)
    Signup.objects.filter(pk=done.pk).update(contact_at=now)
    return done


def _draft(round: SignupRound, now: datetime) -> None:
    draft = drafts.begin(round=round, language="da", now=now)
    drafts.save_step(draft, "about", _about("kladde", f"{token('kladde')}@example.org"), now=now)
    drafts.save_step(draft, "wishes", {"questions": {_text_question(round): token("kladde-svar")}}, now=now)


def _about(name: str, email: str) -> dict[str, str]:
    about = {"first_name": token(name), "last_name": "", "email": email, "channel": "mail", "phone": ""}
    return about | {"language": "da"}


def _text_question(round: SignupRound) -> str:
    """The code of a question of the round that a word can be the answer to."""
    assert round.questionnaire
    kinds = [QuestionKind.TEXT, QuestionKind.ONE, QuestionKind.SEVERAL]
    asked = round.questionnaire.questions.filter(kind__in=kinds)
    return min(asked, key=lambda one: kinds.index(QuestionKind(one.kind))).code


def _question(round: SignupRound, by: User, now: datetime) -> None:
    made = Questionnaire.objects.create(programme=round.programme, name="Kanarie", made_at=now, made_by=by)
    Question.objects.create(
        questionnaire=made, order=1, code="kanarie", kind=QuestionKind.TEXT, text_da=token("spoergsmaal")
    )


def link() -> str:
    """The path of the planted signup's own page."""
    return f"/tilmelding/{Signup.objects.get(email=ADDRESS).token}/"
