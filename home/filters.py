"""Filters of a public list: a GET form. A value nobody knows is left out, and said so."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict


@dataclass(frozen=True)
class Chosen:
    """A filter that is chosen, and the address without it."""

    text: str
    url: str


class ListFilter(django_filters.FilterSet):
    """What lists share: fields to draw, what is chosen, and whether something asked for was left out."""

    @property
    def odd(self) -> bool:
        """Whether a value was asked for that is not among the choices."""
        return bool(self.is_bound and self.form.errors)

    @property
    def chosen(self) -> list[Chosen]:
        """The filters that hold now, each with the address that takes it away; the order of the list is none."""
        found = []
        for name, value in self.values.items():
            if name != "sorter":
                choices = dict(getattr(self.form.fields[name], "choices", []))
                rest = QueryDict(mutable=True)
                rest.update({other: kept for other, kept in self.values.items() if other != name})
                found.append(Chosen(str(choices.get(value, f"“{value}”")), f"?{rest.urlencode()}"))
        return found

    @property
    def values(self) -> dict[str, str]:
        """What was asked for and understood, by name."""
        if not self.is_bound:
            return {}
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}


def page_of(rows: "QuerySet[Any]", asked: str | None, per_page: int, *, total: int | None = None) -> tuple[Page, bool]:
    """One page of a list, the nearest where the number is odd, and whether it was. Whoever knows how many rows there
    are passes `total`, and they are not counted again."""
    paginator = Paginator(rows, per_page)
    if total is not None:
        paginator.count = total
    page = paginator.get_page(asked)
    return page, asked is not None and asked != str(page.number)
