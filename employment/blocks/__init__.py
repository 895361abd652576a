"""Blocks of the guidance for workplaces."""

from .guides import ChaptersBlock

__all__ = ["ChaptersBlock"]
