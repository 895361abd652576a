"""Blocks of the guidance for workplaces."""

from .checklists import ItemsBlock, TalksBlock
from .guides import ChaptersBlock
from .letters import LettersBlock
from .tools import AxesBlock, TopicsBlock

__all__ = [
    "AxesBlock",
    "ChaptersBlock",
    "ItemsBlock",
    "LettersBlock",
    "TalksBlock",
    "TopicsBlock",
]
