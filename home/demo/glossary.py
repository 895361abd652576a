"""The words of the demo's glossary, in both languages."""

from wagtail.models import Locale

from ..models import GlossaryTerm
from . import Plan
from .translate import translate

# Word, other forms and what it means, in Danish and in English.
TERMS = [
    (
        ("peer", "peers, peeren", "Et menneske, der støtter andre ud fra noget, det selv har levet med."),
        ("peer", "peers", "Somebody who supports others out of something they have lived with themselves."),
    ),
    (
        (
            "peer-gruppe",
            "peer-gruppen, peer-grupper, peer-grupperne",
            "En lille gruppe, hvor alle kender emnet fra deres eget liv og støtter hinanden. Ingen er ansat.",
        ),
        (
            "peer group",
            "peer groups",
            "A small group of people who know the subject from their own lives and support each other. Nobody is paid.",
        ),
    ),
    (
        (
            "peer-ordning",
            "peer-ordningen, peer-ordninger, peer-to-peer-ordning",
            "En fast måde at samle mennesker til gensidig støtte på, med regler om grupper, møder og tilmelding.",
        ),
        (
            "peer scheme",
            "peer schemes",
            "A settled way of bringing people together for mutual support, with rules on groups, meetings and signup.",
        ),
    ),
    (
        (
            "runde",
            "runden, runder",
            "En periode, hvor man kan melde sig til. Når den er slut, sættes grupperne sammen.",
        ),
        ("round", "rounds", "A period in which people can sign up. When it is over, the groups are put together."),
    ),
    (
        (
            "tovholder",
            "tovholderen, tovholdere, tovholderne",
            "Den i gruppen, der kalder sammen til næste møde og leder det. Opgaven går på skift.",
        ),
        (
            "convener",
            "conveners",
            "The member who calls the next meeting and leads it. The task goes from one to the next.",
        ),
    ),
    (
        (
            "lokal kontakt",
            "lokale kontakter",
            "Den person eller det team, du kan skrive til om grupper og kurser i din egn.",
        ),
        ("local contact", "local contacts", "The person or team you can write to about groups and courses near you."),
    ),
    (
        ("Kufferten", "kuffert", "Fælles råd og spørgsmål, som en gruppe kan bruge til sine møder."),
        ("resource kit", "the kit, suitcase", "Shared advice and questions that a group can use for its meetings."),
    ),
    (
        ("recovery", "", "At få et godt liv efter egne ønsker, også når ikke alt er blevet som før."),
        ("recovery", "", "To build a good life of one's own choosing, also when not everything is as it was before."),
    ),
    (
        (
            "recovery-skole",
            "recovery-skolen, recovery-skoler",
            "Et sted med korte kurser, som lærere med egne erfaringer og fagfolk holder sammen.",
        ),
        (
            "recovery school",
            "recovery schools",
            "A place with short courses held together by teachers with lived experience and professionals.",
        ),
    ),
    (
        (
            "erfaringskompetence",
            "erfaringskompetencer, levede erfaringer",
            "Det, man kan, fordi man selv har været igennem noget og har tænkt over det.",
        ),
        (
            "lived-experience competence",
            "lived experience",
            "What somebody can do because they have been through something and have thought about it.",
        ),
    ),
    (
        (
            "peer-guide",
            "peer-guiden, peer-guider",
            "En person med peer-uddannelse, som følges med en borger i en aftalt tid.",
        ),
        (
            "peer guide",
            "peer guides, peer guiding",
            "Somebody with a peer education who walks beside a citizen for an agreed time.",
        ),
    ),
    (
        (
            "guide-forløb",
            "guide-forløbet",
            "Den tid, en peer-guide og en borger følges ad. Den varer højst fire måneder.",
        ),
        (
            "guide relationship",
            "guide relationships",
            "The time a peer guide and a citizen go together. It lasts four months at most.",
        ),
    ),
    (
        (
            "supervision",
            "supervisionen",
            "En samtale, hvor man ser på sit arbejde sammen med en, der er uddannet til det.",
        ),
        (
            "supervision",
            "supervisions",
            "A talk in which one looks at one's work together with somebody trained for it.",
        ),
    ),
    (
        (
            "rollestjerne",
            "rollestjernen",
            "En tegning, der viser, hvordan flere ser på en peers opgaver, så I kan tale om forskellene.",
        ),
        (
            "role star",
            "role stars",
            "A drawing of how several people see a peer's tasks, so that they can talk about what differs.",
        ),
    ),
]


def seed_terms(plan: Plan) -> None:
    """Makes the words in both languages. A second call changes nothing."""
    danish, english = Locale.objects.get(language_code="da"), Locale.objects.get(language_code="en")
    for own, other in TERMS:
        if GlossaryTerm.objects.filter(word=own[0], locale=danish).exists():
            continue
        term = GlossaryTerm.objects.create(locale=danish, **_values(own))
        translate(term, GlossaryTerm(locale=english, **_values(other)), english)


def _values(words: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("word", "other_forms", "explanation"), words, strict=True))
