"""LIX, the Nordic readability figure, and the length of sentences."""

import re

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
SHORT_FORMS = re.compile(r"\b(f|eks|kl|ca|nr|bl|dvs|e|g)\.", re.IGNORECASE)
ORDINAL = re.compile(r"(\d)\.(?=\s+[a-zæøå0-9])")
LONG_WORD = 6


def sentences(text: str) -> list[str]:
    """The sentences of a text; abbreviations and dates such as "3. december" do not end one."""
    plain = ORDINAL.sub(r"\1", SHORT_FORMS.sub(r"\1", text))
    return [part for part in re.split(r"[.!?:]+(?:\s|$)", plain) if re.search(r"\w", part)]


def lix(text: str) -> float:
    """Words a sentence plus the percentage of words longer than six letters; 0 for an empty text."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / max(1, len(sentences(text))) + 100 * long_words / len(words)
