"""Heavy words, each with a plain one that says the same. A hint to editors; it holds nothing back."""

import re

HEAVY = {
    "da": {
        "afstedkomme": "give",
        "anmodning": "ønske",
        "bl.a.": "blandt andet",
        "endvidere": "også",
        "foretage": "gøre",
        "fremsende": "sende",
        "herunder": "også",
        "hvorvidt": "om",
        "i henhold til": "efter",
        "ift.": "til",
        "implementere": "indføre",
        "jf.": "se",
        "ligeledes": "også",
        "mhp.": "for at",
        "mht.": "om",
        "nærværende": "denne",
        "opstarte": "starte",
        "pågældende": "den",
        "påbegynde": "begynde",
        "såfremt": "hvis",
        "tilvejebringe": "skaffe",
        "understøtte": "støtte",
        "vedrørende": "om",
        "vha.": "med",
        "vs.": "eller",
    },
    "en": {
        "approximately": "about",
        "commence": "begin",
        "e.g.": "for example",
        "endeavour": "try",
        "facilitate": "help",
        "furthermore": "also",
        "implement": "carry out",
        "in accordance with": "by",
        "in order to": "to",
        "in the event of": "if",
        "prior to": "before",
        "regarding": "about",
        "subsequently": "then",
        "utilise": "use",
        "with regard to": "about",
    },
}


def heavy_words(text: str, language: str) -> list[tuple[str, str]]:
    """The heavy words of a text, each once, with the plain one; in the order they stand."""
    known = HEAVY.get(language, {})
    if not known:
        return []
    found = re.findall(rf"(?<![\w-])({'|'.join(map(re.escape, known))})(?![\w-])", text.lower())
    return [(word, known[word]) for word in dict.fromkeys(found)]
