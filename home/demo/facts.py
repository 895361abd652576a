"""The facts of the demo site, with the sources they have in the world."""

from datetime import timedelta

from wagtail.models import Locale

from ..models import Fact
from . import Plan
from .translate import translate

REVIEW_AFTER = timedelta(days=365)
CHECKED_BEFORE = timedelta(days=19)
# Key, numbers, then statement and source in Danish and English.
FACTS = [
    (
        "peer-timer",
        "least: 12\nfrom: 20\nto: 30",
        (
            "Det anbefales, at en peer er ansat {from}–{to} timer om ugen og mindst {least}.",
            "Et dansk peer-projekts råd til kolleger og ledere, uden dato",
        ),
        (
            "It is recommended that a peer works {from}–{to} hours a week and at least {least}.",
            "A Danish peer project's advice to colleagues and managers, undated",
        ),
    ),
]


def seed_facts(plan: Plan) -> None:
    """Makes the facts in both languages. A second call changes nothing."""
    danish, english = Locale.objects.get(language_code="da"), Locale.objects.get(language_code="en")
    for key, numbers, (statement, source), (statement_en, source_en) in FACTS:
        if Fact.objects.filter(key=key).exists():
            continue
        same = {
            "key": key,
            "numbers_text": numbers,
            "checked_on": plan.today - CHECKED_BEFORE,
            "review_on": plan.today - CHECKED_BEFORE + REVIEW_AFTER,
        }
        fact = Fact.objects.create(statement=statement, source=source, locale=danish, **same)
        translate(fact, Fact(statement=statement_en, source=source_en, locale=english, **same), english)
