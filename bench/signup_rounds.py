"""Made-up rounds of signups as Denmark's would be: where people live, how far they go, when they are free. Seeded."""

import csv
import random
from functools import lru_cache
from pathlib import Path

from peerhub.domain.matching import Person, Settings, Town
from peerhub.domain.matching.travel import land_of

TABLE = Path(__file__).resolve().parent.parent / "home" / "data" / "dk-postcodes.csv"
# Thousands of people in the municipalities that have most; any other has some forty.
PEOPLE = {
    "København": 660, "Aarhus": 367, "Aalborg": 222, "Odense": 209, "Esbjerg": 115, "Vejle": 120, "Frederiksberg": 104,
    "Randers": 99, "Viborg": 97, "Silkeborg": 99, "Kolding": 95, "Horsens": 96, "Herning": 89, "Roskilde": 91,
    "Næstved": 84, "Slagelse": 80, "Gentofte": 75, "Sønderborg": 73, "Holbæk": 74, "Hjørring": 63, "Gladsaxe": 69,
    "Helsingør": 64, "Guldborgsund": 60, "Skanderborg": 65, "Køge": 62, "Frederikshavn": 58, "Aabenraa": 58,
    "Holstebro": 59, "Svendborg": 59, "Ringkøbing-Skjern": 56, "Rudersdal": 57, "Haderslev": 55, "Lyngby-Taarbæk": 59,
    "Hvidovre": 53, "Fredericia": 52, "Faaborg-Midtfyn": 52, "Høje-Taastrup": 55, "Hillerød": 54, "Greve": 51,
    "Kalundborg": 48, "Ballerup": 52, "Favrskov": 50, "Varde": 49, "Skive": 44, "Bornholm": 39, "Læsø": 2, "Samsø": 4,
    "Ærø": 6, "Fanø": 3,
}  # fmt: skip
EVERY_OTHER = 40
EVENINGS, DAYS = ("mon", "tue", "wed", "thu"), ("mon", "tue", "wed", "thu", "fri")
CHALLENGES = {
    "hearing_loss": 45, "tinnitus": 35, "meniere": 8, "hyperacusis": 10, "sudden_deafness": 6, "cochlear_implant": 9,
    "deaf_severe": 6, "auditory_processing": 5,
}  # fmt: skip
SECTORS = {
    "health_care": 19, "education": 15, "public_admin": 11, "trade": 14, "industry": 11, "construction": 6,
    "it_office": 13, "transport": 5, "culture": 4, "not_working": 2,
}  # fmt: skip
THEMES = (
    "telling_colleagues", "meetings_at_work", "energy_fatigue", "hearing_technology", "family_life", "social_life",
    "sick_leave_return", "tinnitus_coping", "career_change", "rights_support", "grief_identity", "parenting",
)  # fmt: skip


@lru_cache(maxsize=1)
def areas() -> list[tuple[int, Town, float]]:
    """Each postcode, its town, and how many live there."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shares: dict[str, int] = {}
    for row in rows:
        shares[row["municipality"]] = shares.get(row["municipality"], 0) + 1
    return [
        (
            int(row["postcode_from"]),
            Town(row["town"], float(row["lat"]), float(row["lon"]), land_of(int(row["postcode_from"]))),
            PEOPLE.get(row["municipality"], EVERY_OTHER) / shares[row["municipality"]],
        )
        for row in rows
    ]


def settings() -> Settings:
    """Sizes and criteria as the demo's open round has them."""
    return Settings(towns=tuple(town for _code, town, _people in areas()))


def people(count: int, seed: int = 0) -> list[Person]:
    """So many people."""
    chance = random.Random(f"{seed}-{count}")
    homes = chance.choices(areas(), [people for _code, _town, people in areas()], k=count)
    return [_person(chance, number, town) for number, (_code, town, _people) in enumerate(homes)]


def _person(chance: random.Random, number: int, town: Town) -> Person:
    form = chance.choices(["physical", "either", "virtual"], [40, 47, 13])[0]
    age = min(67, max(19, round(chance.gauss(48, 11))))
    return Person(
        id=f"M-{number:05}",
        lat=town.lat,
        lon=town.lon,
        land=town.land,
        max_km=float(chance.choices([10, 20, 30, 40, 50, 75], [9, 20, 28, 18, 16, 9])[0]),
        over_water=chance.random() < 0.06,
        form=form,
        slots=_slots(chance),
        languages=_languages(chance),
        age=age,
        challenges=_some(chance, CHALLENGES, chance.choices([1, 2, 3], [60, 30, 10])[0]),
        themes=frozenset(chance.sample(THEMES, chance.randint(1, 4))),
        sector=chance.choices(list(SECTORS), list(SECTORS.values()))[0],
        prefers=_wishes(chance),
        priorities=("challenge",) if chance.random() < 0.1 else (),
    )


def _slots(chance: random.Random) -> frozenset[str]:
    """Most are free on one to three evenings; some by day; a few at weekends."""
    slots = {
        f"{day}-evening" for day in chance.sample(EVENINGS, chance.choices([0, 1, 2, 3, 4], [5, 20, 35, 25, 15])[0])
    }
    if chance.random() < 0.25 or not slots:
        part = chance.choice(["morning", "afternoon"])
        slots |= {f"{day}-{part}" for day in chance.sample(DAYS, chance.randint(1, 3))}
    if chance.random() < 0.12:
        slots.add(chance.choice(["sat-morning", "sat-afternoon", "sun-afternoon"]))
    return frozenset(slots)


def _languages(chance: random.Random) -> frozenset[str]:
    spoken = {"da"} if chance.random() < 0.97 else {chance.choice(["en", "ar", "pl", "de"])}
    spoken |= {"en"} if chance.random() < 0.4 else set()
    return frozenset(spoken | ({"dts"} if chance.random() < 0.04 else set()))


def _some(chance: random.Random, weighed: dict[str, int], count: int) -> frozenset[str]:
    return frozenset(chance.choices(list(weighed), list(weighed.values()), k=count))


def _wishes(chance: random.Random) -> dict[str, str]:
    found = {}
    if chance.random() < 0.4:
        found["age"] = chance.choices(["similar", "mixed"], [75, 25])[0]
    if chance.random() < 0.3:
        found["challenge"] = chance.choices(["similar", "mixed"], [85, 15])[0]
    return found
