"""Words that coordinators write in Danish and, where they can, in English."""

from home.words import in_language, lines_of

__all__ = ["in_language", "lines_of"]
