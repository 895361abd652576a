"""Blocks of the setup guide's tools and of the resource kit."""

from .kit import KnowledgeBlock, QuestionGuideBlock
from .setup import PairsBlock, SetupQuestionsBlock

__all__ = ["KnowledgeBlock", "PairsBlock", "QuestionGuideBlock", "SetupQuestionsBlock"]
