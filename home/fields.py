"""A StreamField that leaves its blocks out of migrations."""

from typing import Any

from wagtail.fields import StreamField


class PortalStreamField(StreamField):
    """Blocks are code, not schema: a migration keeps the column alone (architecture.md §4.4).

    In a migration the field has no blocks, so values read there are the raw list: `raw_data` of the stream.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        if not self.stream_block.child_blocks and isinstance(value, list):
            return _RawStream(value)
        return super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        return list(value) if isinstance(value, _RawStream) else super().get_prep_value(value)


class _RawStream(list[Any]):
    """The stored list of blocks, as a data migration sees and changes it."""
