"""Blocks of a page's body. Their names are a published format: rename only with Wagtail's migration operations."""

from .bodies import BodyBlock, FrontBlock, QuestionsBlock
from .links import LinkBlock

__all__ = ["BodyBlock", "FrontBlock", "LinkBlock", "QuestionsBlock"]
