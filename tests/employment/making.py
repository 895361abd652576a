"""A small guide to test against."""

from datetime import date
from typing import Any

from employment.models import EntryPage, GuidePage, IssuesPage, RoleStarPage
from tests.fixtures.sites import SiteTree

SOURCES = "Når I skal ansætte peers | Peer-Støtte i Region Hovedstaden\nEn guide | Socialstyrelsen | 2016"


def chapter(title: str, *blocks: tuple[str, Any], **tags: list[str]) -> tuple[str, Any]:
    """A chapter; without blocks it holds one line of text."""
    body = list(blocks) or [("text", f"<p>Om {title.lower()}.</p>")]
    return "chapter", {
        "title": title,
        "body": body,
        "stages": [],
        "readers": [],
        "workplaces": [],
        "situations": [],
        **tags,
    }


CHAPTERS = [
    chapter("Hvorfor en peer?", stages=["consider"], readers=["leader"]),
    chapter(
        "Gør kollegerne klar",
        ("text", "<h3>Tal om rollen</h3><p>Hold et møde.</p>"),
        ("notice", {"kind": "info", "title": "Husk", "text": "<p>Det tager tid.</p>"}),
        ("table", {"caption": "Samtaler", "cells": "Hvornår | Hvad\nUge 1 | Velkomst"}),
        ("accordion", {"title": "Svar", "items": [{"question": "Skal vi passe på?", "answer": "<p>Nej.</p>"}]}),
        stages=["prepare"],
    ),
    chapter("Den første peer", stages=["consider", "prepare"], situations=["first"]),
    chapter("Flere peers", stages=["consider", "prepare"], situations=["experienced"]),
    chapter("Få timer", stages=["prepare"], situations=["few_hours"]),
    chapter("På en afdeling", workplaces=["hospital"]),
]


def make_guide(tree: SiteTree, title: str = "Klar til en peer-kollega", **more: Any) -> GuidePage:
    """A live guide below the section, not published yet: nothing has asked for its PDF."""
    values: dict[str, Any] = {
        "slug": "klar-til-en-peer-kollega",
        "summary": "Råd til ledere.",
        "stages": ["consider", "prepare"],
        "readers": ["leader", "colleague"],
        "version": 3,
        "revised_on": date(2026, 11, 3),
        "sources": SOURCES,
        "chapters": CHAPTERS,
        "locale": tree.section.locale,
        "live": True,
    }
    return tree.section.add_child(instance=GuidePage(title=title, **{**values, **more}))


def make_entry(tree: SiteTree, stage: str = "", reader: str = "") -> EntryPage:
    """A live entry page below the section."""
    page = EntryPage(title="Overvej", slug="overvej", stage=stage, reader=reader, locale=tree.section.locale, live=True)
    return tree.section.add_child(instance=page)


AXES = [
    ("Grænser", "Vi finder dem undervejs", "De er skrevet ned"),
    ("Relation", "Kort", "Tæt"),
    ("Frihed", "Lidt", "Meget"),
]


def make_star(tree: SiteTree) -> RoleStarPage:
    """A live role star of three sides below the section."""
    axes = [("axis", dict(zip(("title", "low", "high"), axis, strict=True))) for axis in AXES]
    page = RoleStarPage(title="Rollestjerne", slug="rollestjerne", axes=axes, locale=tree.section.locale, live=True)
    tree.section.add_child(instance=page)
    return RoleStarPage.objects.get(pk=page.pk)


def make_issues(tree: SiteTree, guide: GuidePage) -> IssuesPage:
    """A live questionnaire of three topics below the section; the first leads to the guide's second chapter."""
    topics = [
        ("Kolleger", ["Alle har hørt planen.", "Vi har talt om tonen."], 2),
        ("Timer", ["Vi har valgt et timetal."], None),
        ("Ledelsen", ["En leder har ansvaret.", "Der er sat tid af.", "Der er sat penge af."], 99),
    ]
    values = [
        ("topic", {"title": title, "statements": statements, "page": guide, "chapter": chapter})
        for title, statements, chapter in topics
    ]
    page = IssuesPage(title="Spørgeskema", slug="spoergeskema", topics=values, locale=tree.section.locale, live=True)
    tree.section.add_child(instance=page)
    return IssuesPage.objects.get(pk=page.pk)
