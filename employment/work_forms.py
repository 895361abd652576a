"""The form that editors keep a work of the library with."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

PUBLISHING = ("action-publish", "action-submit")
NEEDED = {
    "content_owner": _("Choose who keeps the entry right."),
    "review_on": _("Choose the day the entry is read again."),
    "languages": _("Choose the languages of the work."),
}


class WorkForm(WagtailAdminModelForm):
    """A draft may lack anything but its title; what is published or sent to review may not (domain.md §4.10)."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(name in self.data for name in PUBLISHING):
            for name, message in NEEDED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
            if data.get("link") and self._is_broken(data["link"]) and not data.get("document"):
                self.add_error("link", _("The address did not answer lately. Mend it or take it out."))
        return data

    def _is_broken(self, link: str) -> bool:
        from .domain.links import broken_among

        return bool(broken_among({link}))
