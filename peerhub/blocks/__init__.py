"""Blocks of the setup guide's tools."""

from .setup import PairsBlock, SetupQuestionsBlock

__all__ = ["PairsBlock", "SetupQuestionsBlock"]
