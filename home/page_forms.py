"""The form of a page in Wagtail's admin."""

from typing import Any

from django.forms import ModelChoiceField
from wagtail.admin.forms import WagtailAdminPageForm

from accounts.enums import CMS_ROLES
from accounts.models import User


class BasePageForm(WagtailAdminPageForm):
    """Holds a page back from publishing while something is missing. A draft may be saved as it is."""

    is_draft = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields.get("content_owner")
        if isinstance(owner, ModelChoiceField):  # those who work here, by name; nobody else is told of
            owner.queryset = User.objects.filter(role_grants__role__in=CMS_ROLES, is_active=True).distinct()
            owner.label_from_instance = User.get_full_name  # type: ignore[assignment]

    def defer_required_fields(self) -> None:
        """Wagtail calls this when a draft is saved; then our checks wait too."""
        super().defer_required_fields()
        self.is_draft = True

    def clean(self) -> dict[str, Any]:
        from .domain.checks import faults

        cleaned = super().clean()
        if not self.is_draft:
            for field, message in faults(self.instance_with(cleaned)):
                self.add_error(field if field in self.fields else None, message)
        return cleaned

    def instance_with(self, cleaned: dict[str, Any]) -> Any:
        """The page as it would be saved, for the checks to read."""
        for name, value in cleaned.items():
            if name in self.fields and hasattr(self.instance, name):
                setattr(self.instance, name, value)
        return self.instance
