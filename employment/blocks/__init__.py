"""Blocks of the guidance for workplaces."""

from .guides import ChaptersBlock
from .tools import AxesBlock

__all__ = ["AxesBlock", "ChaptersBlock"]
