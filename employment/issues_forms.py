"""The statements of the questionnaire as a form."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from home.widgets import RadioRow

from .domain.issues import Statement, Topic
from .enums import Talked
from .tool_fields import OpenChoice


class IssuesForm(forms.Form):
    """One answer a statement; all but one may be left open."""

    use_required_attribute = False

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        for statement in self.statements:
            self.fields[field_of(statement)] = OpenChoice(
                label=statement.text,
                choices=Talked.choices,
                widget=RadioRow,
                error_messages={"invalid_choice": _("Choose one of the answers.")},
            )

    @property
    def statements(self) -> Iterator[Statement]:
        return (statement for topic in self.topics for statement in topic.statements)

    @property
    def groups(self) -> Iterator[tuple[Topic, list[BoundField]]]:
        """The fields below the topic they belong to."""
        return ((topic, [self[field_of(one)] for one in topic.statements]) for topic in self.topics)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first = next(self.statements, None)
        if first and not self.errors and not any(cleaned.values()):
            self.add_error(field_of(first), _("Answer at least one statement."))
        return cleaned

    def answers(self) -> dict[str, str]:
        """The answers by key; call it on a valid form."""
        return {one.key: self.cleaned_data[field_of(one)] for one in self.statements}


def field_of(statement: Statement) -> str:
    """The name of a statement in a form."""
    return f"s-{statement.key}"
