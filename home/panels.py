"""Panels of the page editor and of the editors' front page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class ChecksPanel(Panel):
    """What the checks say of the page as it was last saved: what holds it back, what is worth a look."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Checks"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/checks_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from .domain.checks import faults, warnings
            from .domain.readability import lix

            context = super().get_context_data(parent_context)
            text = self.instance.words_of_body()
            context.update(
                faults=[message for _field, message in faults(self.instance)],
                warnings=warnings(self.instance),
                lix=round(lix(text)),
                words=len(text.split()),
            )
            return context
