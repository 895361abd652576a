"""Writing Danish letters out, for searching: æ → ae, ø → oe, å → aa."""

import re
from collections.abc import Sequence
from functools import lru_cache

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
AFTER_Z = str.maketrans({"æ": "{a", "ø": "{b", "å": "{c", "ä": "{a", "ö": "{b"})
# What folded letters may have been written as.
OTHERWISE = {"ae": "(?:ae|[æä])", "oe": "(?:oe|[øö])", "aa": "(?:aa|å)", "e": "[eé]", "u": "[uü]"}
WRITTEN = re.compile("ae|oe|aa|e|u")
WORD = re.compile(r"[^\W_]+", re.UNICODE)


def fold(text: str) -> str:
    """The text in lower case with Danish letters written out."""
    return text.lower().translate(LETTERS)


def danish_order(text: str) -> str:
    """A key that sorts the Danish way: æ, ø and å come after z, in that order; capitals count as small letters."""
    return text.lower().translate(AFTER_Z)


def words_of(text: str, most: int = 12) -> list[str]:
    """The words of a search text, folded, without signs; at most `most` of them, each of at most 40 letters."""
    return [word[:40] for word in WORD.findall(fold(text.replace("\x00", " ")))][:most]


def pattern_of(words: Sequence[str]) -> re.Pattern[str]:
    """What finds, in text as it was written, the words that begin like one of `words`, which are folded."""
    return _pattern(tuple(words))


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    beginnings = "|".join(WRITTEN.sub(lambda part: OTHERWISE[part.group()], re.escape(word)) for word in words)
    return re.compile(rf"(?<![^\W_])(?:{beginnings})[^\W_]*", re.IGNORECASE)
