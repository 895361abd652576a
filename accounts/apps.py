"""Who a person is and what they may see: people, roles, sign-in, guards on forms, and the frames of the workbenches."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox import due, kinds

        from . import checks, emails
        from .adapters import KIND
        from .models import SealedMail, Use

        kinds.register(KIND, emails.signing_in, after=emails.forget_sealed)
        due.register("limits_forget", Use.forget)
        due.register("sealed_mails_forget", SealedMail.forget)
        checks.register_all()
