"""Page types, blocks and StreamFields (style.md, habits 11 and 12; architecture.md §4.4)."""

from typing import Any

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import reverse
from wagtail import blocks
from wagtail.models import Page

from home.fields import PortalStreamField

from .sources import APPS, ROOT


def page_types() -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, Page) and model._meta.app_label in APPS]


def stream_fields() -> list[tuple[str, PortalStreamField]]:
    found = []
    for model in page_types():
        for field in model._meta.local_fields:
            if isinstance(field, PortalStreamField):
                found.append((f"{model.__name__}.{field.name}", field))
    return found


def top_level_blocks() -> dict[str, blocks.Block]:
    """Every block an editor can add, once a body, by the body's class and the block's published name."""
    return {
        f"{type(field.stream_block).__name__}.{name}": block
        for _place, field in stream_fields()
        for name, block in field.stream_block.child_blocks.items()
    }


def all_blocks() -> list[blocks.Block]:
    """Our own blocks at any depth, once a class."""
    seen: dict[type, blocks.Block] = {}

    def walk(block: blocks.Block) -> None:
        if type(block).__module__.split(".")[0] in APPS:
            seen.setdefault(type(block), block)
        children = list(getattr(block, "child_blocks", {}).values())
        if isinstance(block, blocks.ListBlock):
            children.append(block.child_block)
        for child in children:
            walk(child)

    for block in top_level_blocks().values():
        walk(block)
    return list(seen.values())


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_a_page_type_says_where_it_stands_and_what_it_is_for(model: type[Page]) -> None:
    own = set().union(*(vars(base) for base in model.__mro__ if base.__module__.split(".")[0] in APPS))
    assert {"parent_page_types", "subpage_types", "purpose"} <= own
    assert get_template(model.template)


def test_there_are_page_types_and_blocks_to_look_at() -> None:
    assert {model.__name__ for model in page_types()} >= {
        "HomePage",
        "SectionPage",
        "ContentPage",
        "FaqPage",
        "ContactPage",
    }
    assert len(top_level_blocks()) > 12


@pytest.mark.parametrize("place", sorted(top_level_blocks()))
def test_a_block_that_editors_add_explains_and_previews_itself(place: str) -> None:
    block = top_level_blocks()[place]
    meta = block.meta
    assert meta.icon != "placeholder"
    assert meta.label
    assert str(getattr(meta, "description", ""))
    assert get_template(meta.template)
    assert hasattr(meta, "preview_value") or hasattr(meta, "preview_template")
    assert block.is_previewable, "the block picker shows no preview"


def test_each_own_block_has_an_icon() -> None:
    without = [type(block).__name__ for block in all_blocks() if block.meta.icon == "placeholder"]
    assert without == []


def test_the_block_picker_shows_a_preview_of_each_block(editor: Any, client_as: Any) -> None:
    client = client_as(editor)
    address = reverse("wagtailadmin_block_preview")
    answers = {
        place: client.get(address, {"id": block.definition_prefix}).status_code
        for place, block in top_level_blocks().items()
    }
    assert {place: status for place, status in answers.items() if status != 200} == {}


def test_stream_fields_leave_their_blocks_out_of_migrations() -> None:
    for place, field in stream_fields():
        _name, path, args, kwargs = field.deconstruct()
        assert (place, path, args) == (place, "home.fields.PortalStreamField", [])
        assert "block_lookup" not in kwargs
    written = [
        path for app in APPS for path in (ROOT / app / "migrations").glob("*.py") if "block_lookup" in path.read_text()
    ]
    assert written == []


def test_every_stream_field_is_ours() -> None:
    from wagtail.fields import StreamField

    models = [model for model in apps.get_models() if model._meta.app_label in APPS]
    foreign = [
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.local_fields
        if isinstance(field, StreamField) and not isinstance(field, PortalStreamField)
    ]
    assert foreign == []
