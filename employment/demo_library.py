"""The library of the demo: twelve works as the sources name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale

from accounts.models import User
from home.demo import Plan
from home.demo.site import REVIEW_AFTER
from home.demo.translate import translate

from .enums import Reader, Stage, WorkKind, WorkTopic
from .models import Work

CAPITAL = "Peer-Støtte i Region Hovedstaden"
PROJECT = "Projekt Ligestillet Støtte"


@dataclass(frozen=True)
class Told:
    """A work: its slug and facts, and the summary in both languages."""

    slug: str
    title: str
    danish: str
    english: str
    facts: dict[str, Any]


WORKS = [
    Told(
        "naar-brugere-bliver-kolleger",
        "Når brugere bliver kolleger – om ansættelse af recovery-medarbejdere… bekymringer og nye muligheder",
        "Til jer, der vil give en peer en god start. Læs om gode vilkår, om hvem den nye kollega er, og om de "
        "bekymringer, en peer selv kan have. Der er en tjekliste til de første dage og råd om at følge op.",
        "For those who want to give a peer a good start. Read about good conditions, who the new colleague is, and "
        "the worries a peer may have. There is a checklist for the first days and advice on following up.",
        {
            "publisher": CAPITAL,
            "kind": WorkKind.GUIDANCE,
            "topics": [WorkTopic.TERMS, WorkTopic.COLLEAGUES],
            "stages": [Stage.FIRST_DAY, Stage.FOLLOW_UP],
            "readers": [Reader.LEADER, Reader.COLLEAGUE, Reader.HR],
        },
    ),
    Told(
        "hvordan-kan-man-forberede-sig-paa-arbejdspladsen",
        "Hvordan kan man forberede sig på arbejdspladsen",
        "Råd om at gøre sig klar, før peeren begynder. Hvorfor vil I have en peer, og hvilken rolle skal støtten "
        "have hos jer? Teksten er god at læse sammen på et møde.",
        "Advice on getting ready before the peer begins. Why do you want a peer, and which role shall the support "
        "have with you? The text is good to read together at a meeting.",
        {
            "publisher": CAPITAL,
            "kind": WorkKind.GUIDANCE,
            "topics": [WorkTopic.READINESS, WorkTopic.ROLE],
            "stages": [Stage.CONSIDER, Stage.PREPARE],
            "readers": [Reader.LEADER, Reader.COLLEAGUE],
        },
    ),
    Told(
        "naar-i-skal-ansaette-peers",
        "Når I skal ansætte peers – guidelines",
        "Bygger på ansættelsen af 12 peers i kommuner og region. I får hjælp til krav, jobopslag, udvalg og samtale, "
        "og til at give et afslag på en god måde.",
        "Builds on the hiring of 12 peers in municipalities and region. You get help with requirements, the advert, "
        "the panel and the interview, and with turning somebody down in a good way.",
        {
            "publisher": CAPITAL,
            "kind": WorkKind.GUIDANCE,
            "topics": [WorkTopic.TERMS],
            "stages": [Stage.RECRUIT],
            "readers": [Reader.LEADER, Reader.HR, Reader.PEER],
        },
    ),
    Told(
        "peer-stoette-paa-det-psykosociale-og-psykiatriske-omraade",
        "Peer-støtte på det psykosociale og psykiatriske område – En inspirationsguide til udvikling og "
        "implementering af peer-støtte",
        "Det store overblik. Den fortæller, hvorfor peers er en god idé, og hvad det kræver af ledelsen og huset. Der "
        "er afsnit om jobbeskrivelser, rekruttering og uddannelse. Den bygger mest på forskning fra andre lande.",
        "The great overview. It tells why peers are a good idea, and what it takes of management and house. There are "
        "parts on job descriptions, recruiting and training. It builds mostly on research from other countries.",
        {
            "publisher": "Socialstyrelsen",
            "year": 2016,
            "kind": WorkKind.GUIDANCE,
            "topics": [WorkTopic.READINESS, WorkTopic.ROLE, WorkTopic.TRAINING, WorkTopic.FIGURES],
            "stages": [Stage.CONSIDER, Stage.PREPARE, Stage.RECRUIT],
            "readers": [Reader.LEADER, Reader.HR],
        },
    ),
    Told(
        "hvordan-skaber-vi-et-stoerre-arbejdsmarked-for-peers",
        "Hvordan skaber vi et større arbejdsmarked for peers? Muligheder og barrierer",
        "En undersøgelse af, hvor og hvordan flere peers kan få job. Opgaverne kan være mange. Det kommer an på, hvad "
        "den enkelte kan, har prøvet og lever af. Den slutter med en række råd.",
        "A study of where and how more peers can get jobs. The tasks may be many. It depends on what each can do, has "
        "been through and lives on. It ends with a number of recommendations.",
        {
            "publisher": "DEFACTUM",
            "kind": WorkKind.REPORT,
            "topics": [WorkTopic.JOBS, WorkTopic.FIGURES],
            "stages": [Stage.CONSIDER],
            "readers": [Reader.LEADER, Reader.PEER],
        },
    ),
    Told(
        "introducing-peer-workers",
        "Introducing Peer Workers into Mental Health Services. A Toolkit",
        "Tre værktøjer på engelsk. Et finder steder med peers, eller hvor der er plads til dem. En rollestjerne "
        "hjælper jer med at afstemme, hvad rollen er. Et spørgeskema finder de emner, I bør tale om først.",
        "Three tools. One finds places with peers, or with room for them. A role star helps you agree on what the "
        "role is. A questionnaire finds the topics you should talk about first.",
        {
            "publisher": "St. George's, University of London",
            "year": 2015,
            "kind": WorkKind.TOOL,
            "languages": ["en"],
            "topics": [WorkTopic.ROLE, WorkTopic.READINESS],
            "stages": [Stage.CONSIDER, Stage.PREPARE, Stage.RECRUIT],
            "readers": [Reader.LEADER, Reader.HR, Reader.PEER],
        },
    ),
    Told(
        "hvor-mange-peers-kender-du",
        "Hvor mange peers kender du?",
        "Et hæfte om Sjælland, som det så ud i 2017. Det viser tilbud med peers, kurser og foreninger. Brug det til "
        "idéer, og regn med, at meget er nyt siden.",
        "A booklet about Zealand as it looked in 2017. It shows services with peers, courses and associations. Use it "
        "for ideas, and expect much to be new since.",
        {
            "kind": WorkKind.BOOKLET,
            "topics": [WorkTopic.JOBS],
            "stages": [Stage.CONSIDER],
            "readers": [Reader.PEER, Reader.COLLEAGUE],
        },
    ),
    Told(
        "naar-brugere-bliver-kollegaer",
        "Når brugere bliver kollegaer",
        "En folder til dig, der skal have en peer som kollega. Læs den, før I ses første gang, og tag dine spørgsmål "
        "med til din leder.",
        "A folder for you who will have a peer as a colleague. Read it before you meet for the first time, and take "
        "your questions to your manager.",
        {
            "kind": WorkKind.FOLDER,
            "topics": [WorkTopic.COLLEAGUES],
            "stages": [Stage.PREPARE, Stage.FIRST_DAY],
            "readers": [Reader.COLLEAGUE],
        },
    ),
    Told(
        "evaluering-af-peer-uddannelsen",
        "Evaluering af peer-uddannelsen",
        "De første 49, som tog uddannelsen, fortæller her. I 2017 viste den, at kurset betød meget for dem, både som "
        "mennesker og for deres vej til et job.",
        "The first 49 who took the training tell here. In 2017 it showed that the course meant much to them, both as "
        "persons and for their way to a job.",
        {
            "publisher": PROJECT,
            "year": 2017,
            "kind": WorkKind.REPORT,
            "topics": [WorkTopic.TRAINING, WorkTopic.FIGURES],
            "readers": [Reader.LEADER, Reader.PEER],
        },
    ),
    Told(
        "film-om-peer-uddannelsen",
        "Film om peer-uddannelsen",
        "Mød nogle af dem, der har taget uddannelsen, og hør, hvad de bruger den til. Filmen er kort og god at vise "
        "på et møde.",
        "Meet some of those who have taken the training, and hear what they use it for. The film is short and good to "
        "show at a meeting.",
        {
            "publisher": PROJECT,
            "kind": WorkKind.FILM,
            "minutes": 3,
            "topics": [WorkTopic.TRAINING],
            "readers": [Reader.PEER, Reader.COLLEAGUE],
        },
    ),
    Told(
        "film-om-guide-modellen",
        "Film om guide-modellen",
        "En kort film om, hvordan en peer-guide og en borger følges ad for en tid. Den passer godt sammen med vores "
        "side om praktik.",
        "A short film about how a peer guide and a citizen go together for a time. It goes well with our page on "
        "practicum.",
        {
            "publisher": PROJECT,
            "kind": WorkKind.FILM,
            "topics": [WorkTopic.ROLE],
            "readers": [Reader.PEER, Reader.LEADER],
        },
    ),
    Told(
        "film-om-recovery-skolerne",
        "Film om recovery-skolerne i Viborg, Aarhus og Randers",
        "Tre kursister fortæller om deres skole og om, hvad det har betydet at lære sammen med andre.",
        "Three students tell about their school, and what it has meant to learn together with others.",
        {
            "publisher": PROJECT,
            "kind": WorkKind.FILM,
            "minutes": 10,
            "topics": [WorkTopic.TRAINING],
            "readers": [Reader.PEER, Reader.COLLEAGUE],
        },
    ),
]


def seed_works(plan: Plan) -> None:
    """Makes the works in both languages. A second call changes nothing."""
    danish, english = locales()
    for told in WORKS:
        if not Work.objects.filter(slug=told.slug, locale=danish).exists():
            facts = {"languages": ["da"], **told.facts}
            work = Work(slug=told.slug, title=told.title, summary=told.danish, locale=danish, **facts)
            work.content_owner = User.objects.filter(email="demo-redaktor@example.org").first()
            work.review_on = plan.today + REVIEW_AFTER
            work.save()
            translate(work, Work(summary=told.english, locale=english), english)


def danish_texts() -> Iterable[str]:
    """Every Danish sentence of ours that visitors read here."""
    return (told.danish for told in WORKS)


def locales() -> tuple[Locale, Locale]:
    """Danish and English."""
    return Locale.objects.get(language_code="da"), Locale.objects.get(language_code="en")
