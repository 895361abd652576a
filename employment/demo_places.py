"""The directory of the demo: nine places, all of them made up and marked so."""

from collections.abc import Iterable
from datetime import timedelta

from accounts.enums import Region
from home.demo import Plan
from home.demo.translate import translate

from .demo_library import locales
from .enums import PlaceKind
from .models import PeerPlace

# Name, kind, region, town, what and for whom in Danish and in English, days since somebody checked.
Row = tuple[str, str, str, str, tuple[str, str], tuple[str, str], int]
PLACES: list[Row] = [
    (
        "Café Åben Dør (demo)",
        PlaceKind.SERVICE,
        Region.MIDTJYLLAND,
        "Aarhus",
        (
            "Et værested, hvor to peers er til stede på hverdage. Kom på en kop kaffe og en snak.",
            "A drop-in place where two peers are there on weekdays. Come for a coffee and a talk.",
        ),
        ("Alle over 18 år", "Everybody over 18"),
        30,
    ),
    (
        "Peers i hjemmestøtten (demo)",
        PlaceKind.SERVICE,
        Region.MIDTJYLLAND,
        "Viborg",
        (
            "Et hold i kommunen, hvor peers og fagfolk kommer på besøg hjemme.",
            "A team in the municipality where peers and professionals visit people at home.",
        ),
        ("Borgere, der får støtte i hverdagen", "Citizens who get support in daily life"),
        75,
    ),
    (
        "Stuegang med peers (demo)",
        PlaceKind.SERVICE,
        Region.HOVEDSTADEN,
        "København",
        (
            "Et sengeafsnit, hvor en peer er med i samtaler og holder gruppe hver uge.",
            "A ward where a peer takes part in talks and runs a group each week.",
        ),
        ("Indlagte patienter og deres nærmeste", "Patients on the ward and those close to them"),
        120,
    ),
    (
        "Vejen ud (demo)",
        PlaceKind.SERVICE,
        Region.SJAELLAND,
        "Roskilde",
        (
            "Peers følger dig de første uger, når du kommer hjem fra et hospital.",
            "Peers go with you the first weeks when you come home from a hospital.",
        ),
        ("Dig, der netop er udskrevet", "You who have just been discharged"),
        400,
    ),
    (
        "Kursus i at dele sin historie (demo)",
        PlaceKind.COURSE,
        Region.SYDDANMARK,
        "Odense",
        (
            "Fire aftener om at vælge, hvad du vil fortælle, og hvad du vil holde for dig selv.",
            "Four evenings about choosing what you want to tell and what you want to keep to yourself.",
        ),
        ("Kommende peers og frivillige", "Would-be peers and volunteers"),
        60,
    ),
    (
        "Recovery-skolen ved åen (demo)",
        PlaceKind.COURSE,
        Region.MIDTJYLLAND,
        "Randers",
        (
            "Korte kurser, som peers og fagfolk holder sammen. Alle på holdet er kursister.",
            "Short courses that peers and professionals give together. Everybody in the class is a student.",
        ),
        ("Borgere, pårørende og medarbejdere", "Citizens, relatives and staff"),
        20,
    ),
    (
        "Foreningen Hverdagens Peers (demo)",
        PlaceKind.ASSOCIATION,
        "",
        "",
        (
            "En forening for peers med og uden job. Der er netværk, sparring og en årlig træfdag.",
            "An association for peers with and without a job. There is a network, sparring and a yearly gathering.",
        ),
        ("Peers i hele landet", "Peers in the whole country"),
        90,
    ),
    (
        "Frivillige Fjord (demo)",
        PlaceKind.ASSOCIATION,
        Region.NORDJYLLAND,
        "Aalborg",
        (
            "Frivillige peers holder gåture og åbne samtaler i to bydele.",
            "Volunteer peers hold walks and open talks in two parts of town.",
        ),
        ("Unge og voksne", "Young people and adults"),
        45,
    ),
    (
        "Stemmer fra Øst (demo)",
        PlaceKind.ASSOCIATION,
        Region.HOVEDSTADEN,
        "Rønne",
        (
            "En lille forening, der holder oplæg på arbejdspladser om at få en peer som kollega.",
            "A small association that gives talks at workplaces about getting a peer as a colleague.",
        ),
        ("Arbejdspladser og skoler", "Workplaces and schools"),
        200,
    ),
]


def seed_places(plan: Plan) -> None:
    """Makes the places in both languages. A second call changes nothing."""
    danish, english = locales()
    for name, kind, region, town, what, whom, ago in PLACES:
        if not PeerPlace.objects.filter(name=name, locale=danish).exists():
            day = plan.today - timedelta(days=ago)
            place = PeerPlace(name=name, kind=kind, region=region, town=town, checked_on=day, locale=danish)
            place.what, place.for_whom = what[0], whom[0]
            place.save()
            translate(place, PeerPlace(what=what[1], for_whom=whom[1], locale=english), english)


def danish_texts() -> Iterable[str]:
    """Every Danish sentence of ours that visitors read here."""
    return (text for row in PLACES for text in (row[4][0], row[5][0]))
