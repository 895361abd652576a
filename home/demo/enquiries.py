"""Six enquiries in as many states, and the local contacts they are routed to."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Locale

from accounts.enums import Region
from accounts.models import User
from outbox.enums import MessageState
from outbox.models import Message

from ..domain import enquiries as acts
from ..enums import Reply, Topic
from ..models import Enquiry, LocalContact
from ..models.contacts import ContactTopic
from . import Plan
from .translate import translate

CONTACTS: list[tuple[str, str, str, str, str, list[str], tuple[str, str]]] = [
    (
        "Peer-grupper, hele landet",
        "",
        "",
        "peer-grupper@example.org",
        "Skriv om runder, grupper og tilmelding. Vi svarer på hverdage.",
        [Topic.GROUPS, Topic.SCHEME],
        ("Peer groups, the whole country", "Write about rounds, groups and signing up. We answer on weekdays."),
    ),
    (
        "Lokal kontakt i Aarhus",
        "Aarhus",
        Region.MIDTJYLLAND,
        "aarhus@example.org",
        "Skriv om hold, praktik og møder i Aarhus. Vi svarer inden for tre hverdage.",
        [Topic.EDUCATION, Topic.GROUPS],
        (
            "Local contact in Aarhus",
            "Write about courses, practicum and meetings in Aarhus. We answer within three weekdays.",
        ),
    ),
    (
        "Lokal kontakt i Randers",
        "Randers",
        Region.MIDTJYLLAND,
        "randers@example.org",
        "Skriv om hold og møder i Randers. Vi svarer tirsdag og torsdag.",
        [Topic.EDUCATION],
        (
            "Local contact in Randers",
            "Write about courses and meetings in Randers. We answer on Tuesdays and Thursdays.",
        ),
    ),
    (
        "Lokal kontakt i Viborg",
        "Viborg",
        Region.MIDTJYLLAND,
        "viborg@example.org",
        "Skriv om hold i Viborg. Vi svarer på hverdage.",
        [Topic.EDUCATION],
        ("Local contact in Viborg", "Write about courses in Viborg. We answer on weekdays."),
    ),
    (
        "Team for arbejdspladser",
        "",
        "",
        "arbejdspladser@example.org",
        "Skriv, hvis I vil ansætte en peer eller har fået en peer som kollega.",
        [Topic.WORKPLACES, Topic.COOPERATION],
        ("Team for workplaces", "Write if you want to hire a peer or have got a peer as a colleague."),
    ),
    (
        "Redaktionen",
        "",
        "",
        "redaktionen@example.org",
        "Skriv om fejl på siden, tilgængelighed og alt andet.",
        [Topic.SITE, Topic.OTHER, Topic.EDUCATION],
        ("The editors", "Write about faults on the site, accessibility and anything else."),
    ),
]
# Topic, region, what is asked, how far it has come, days ago.
LETTERS = [
    (Topic.GROUPS, Region.MIDTJYLLAND, "Hej. Er der en gruppe, der mødes om aftenen i Aarhus?", "new", 1),
    (Topic.WORKPLACES, "", "Vi vil gerne ansætte en peer til sommer. Hvor begynder vi?", "new", 7),
    (Topic.EDUCATION, Region.MIDTJYLLAND, "Hvornår er der infomøde i Randers?", "assigned", 3),
    (Topic.COOPERATION, Region.NORDJYLLAND, "Kan I holde et oplæg hos os i oktober?", "answered", 8),
    (Topic.SITE, "", "Jeg kan ikke finde jeres tekst om tilgængelighed på engelsk.", "closed", 40),
    (
        Topic.OTHER,
        "",
        "https://a.example.org https://b.example.org https://c.example.org https://d.example.org",
        "spam",
        2,
    ),
]


def seed_contacts(plan: Plan) -> None:
    """Makes the local contacts in both languages. A second call changes nothing."""
    danish, english = Locale.objects.get(language_code="da"), Locale.objects.get(language_code="en")
    for name, town, region, email, how, topics, (name_en, how_en) in CONTACTS:
        if LocalContact.objects.filter(email=email).exists():
            continue
        contact = LocalContact(name=name, town=town, region=region, email=email, how_to_write=how, locale=danish)
        contact.topics = [ContactTopic(topic=topic, sort_order=place) for place, topic in enumerate(topics)]
        contact.save()
        translate(contact, LocalContact(name=name_en, how_to_write=how_en, locale=english), english)


def seed_enquiries(plan: Plan) -> None:
    """Makes the six enquiries by the acts themselves. A second call changes nothing."""
    if Enquiry.objects.exists():
        return
    by = User.objects.get(email="demo-koordinator@example.org")
    for number, (topic, region, text, state, ago) in enumerate(LETTERS, start=1):
        day = plan.today - timedelta(days=ago)
        now = timezone.make_aware(datetime.combine(day, time(9, 15)))
        data = {
            "name": "Demo-borger",
            "email": f"demo-borger-{number}@example.org",
            "phone": "",
            "reply_by": Reply.MAIL,
            "topic": topic,
            "region": region,
            "message": text,
            "token": uuid.uuid5(uuid.NAMESPACE_URL, f"demo-enquiry-{number}"),
        }
        _take_through(acts.receive(data=data, language="da", now=now), state, by, now)
    # The letters are of days past; their mails are due now, or the portal would count as behind with them.
    Message.objects.filter(state=MessageState.WAITING).update(next_at=timezone.now())


def _take_through(enquiry: Enquiry, state: str, by: User, now: datetime) -> None:
    if state == "assigned":
        acts.assign(enquiry, to=by, by=by, now=now)
    if state in ("answered", "closed"):
        acts.answer(enquiry, text="Tak, fordi du skrev. Vi vender tilbage med en tid.", by=by, now=now)
    if state == "closed":
        acts.close(enquiry, by=by, now=now)
