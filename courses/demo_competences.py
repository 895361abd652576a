"""The framework of competences of the demo, and a participant who is halfway with it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.domain import consents
from accounts.domain.consents import new_text, newest_text
from accounts.models import User
from home.demo import Plan

from .domain import conversations, self_checks
from .domain.reflection_queries import framework
from .models import CompetenceArea, CompetenceStatement, GuideTraining
from .models.reflections import REFLECTION

# Area in Danish and English, then its statements in both.
AREAS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "At lytte og møde den anden",
        "Listening and meeting the other",
        (
            ("Jeg kan lytte, uden at give råd med det samme.", "I can listen without giving advice at once."),
            ("Jeg kan være i en pause uden at fylde den ud.", "I can stay in a pause without filling it."),
            ("Jeg spørger, hvad den anden selv ønsker.", "I ask what the other person wishes for."),
        ),
    ),
    (
        "At bruge mine egne erfaringer",
        "Using my own experience",
        (
            ("Jeg vælger selv, hvad jeg fortæller om mig.", "I choose what I tell about myself."),
            ("Jeg fortæller noget, når det hjælper den anden.", "I tell something when it helps the other person."),
            ("Jeg ved, at min vej ikke er alles vej.", "I know that my way is not everybody's way."),
        ),
    ),
    (
        "Grænser og aftaler",
        "Boundaries and agreements",
        (
            ("Jeg kan sige nej på en venlig måde.", "I can say no in a kind way."),
            ("Jeg holder, hvad jeg har lovet, eller siger til.", "I keep what I promised, or I say so."),
            ("Jeg ved, hvornår jeg skal hente en kollega.", "I know when to fetch a colleague."),
        ),
    ),
    (
        "At passe på mig selv",
        "Taking care of myself",
        (
            ("Jeg mærker, når jeg har brug for en pause.", "I notice when I need a break."),
            ("Jeg tager det med til supervision, der fylder.", "I bring what weighs on me to supervision."),
        ),
    ),
)
TEXT_DA = (
    "Ja, I må gemme mine selvtjek og det, jeg skriver til samtalerne. Det kan fortælle om mit helbred, og derfor "
    "spørger I. Selvtjekket læser kun jeg. Det, jeg skriver til en samtale, læser min supervisor og min guide på "
    "arbejdspladsen kun, hvis jeg siger ja til det. Det bliver slettet sammen med loggen, eller når jeg siger til."
)
TEXT_EN = (
    "Yes, you may keep my self-checks and what I write for the conversations. It may tell about my health, and that is "
    "why you ask. Only I read the self-checks. What I write for a conversation my supervisor and my guide at the "
    "workplace read only if I say yes to it. It is deleted together with the log, or when I say so."
)


def seed_competences(plan: Plan) -> None:
    """Makes the framework, the text people say yes to, and one participant's self-check and conversation. A second call
    finds them and changes nothing."""
    admin = User.objects.filter(email="demo-admin@example.org").first()
    for language, text in (("da", TEXT_DA), ("en", TEXT_EN)):
        if admin is not None and newest_text(REFLECTION, language) is None:
            new_text(purpose=REFLECTION, language=language, text=text, by=admin, now=_at(plan, 0))
    if not CompetenceArea.objects.exists():
        for order, (name_da, name_en, statements) in enumerate(AREAS, start=1):
            area = CompetenceArea.objects.create(name_da=name_da, name_en=name_en, order=order)
            CompetenceStatement.objects.bulk_create(
                CompetenceStatement(area=area, text_da=text_da, text_en=text_en, sort_order=place)
                for place, (text_da, text_en) in enumerate(statements)
            )
    person = User.objects.filter(email="demo-kursist-08@example.org").first()
    training = GuideTraining.objects.filter(person=person).select_related("enrolment", "supervisor").first()
    if person is not None and training is not None and not training.self_checks.exists():
        _halfway(plan, person, training)


def _halfway(plan: Plan, person: User, training: GuideTraining) -> None:
    consent = consents.give(purpose=REFLECTION, language="da", person=person, now=_at(plan, 0))
    areas = framework()
    every = [one.pk for area in areas for one in area.statements.all()]
    for moment, lowest in (("start", 1), ("midterm", 2)):
        self_checks.keep(
            training,
            moment=moment,
            levels={key: lowest + place % 3 for place, key in enumerate(every)},
            framework=areas,
            words="Jeg øver mig i at holde pauser." if moment == "midterm" else "",
            by=person,
            now=_at(plan, 0),
            consent=consent,
        )
    conversations.keep_words(
        training,
        kind="midterm",
        words="Jeg vil gerne prøve at være med til en samtale om værdier.",
        is_shared=True,
        by=person,
        now=_at(plan, 0),
        consent=consent,
    )
    held = min(training.start_date + timedelta(days=58), plan.today)
    conversations.note_conversation(
        training,
        conversations.Held("midterm", held, was_there=True, with_supervisor=True, with_guide=True),
        by=training.supervisor,
        now=_at(plan, 0),
    )


def _at(plan: Plan, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(plan.today + timedelta(days=days), time(12)))
