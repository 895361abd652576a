"""Who a person is and what they may see: people, roles, sign-in, guards on forms, and the frames of the workbenches."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox import due, kinds

        from . import checks, emails, mail_parts, people_parts, personal_data, rights_parts, signals
        from .backups import after
        from .domain import access_log, roles, sealed_mails
        from .domain.sessions import forget_codes, sign_everybody_out
        from .models import IdempotencyRecord, SealedMail, Use

        kinds.register(sealed_mails.KIND, emails.signing_in, after=emails.forget_sealed, title=_("Signing in"))
        kinds.register(roles.KIND, emails.roles_changed, title=_("Notice of changed roles"))
        due.register("limits_forget", Use.forget)
        due.register("idempotency_forget", IdempotencyRecord.forget)
        due.register("sealed_mails_forget", SealedMail.forget)
        due.register("access_log_drop_old", access_log.drop_old)
        signals.connect()
        after.register("sessions ended", sign_everybody_out)
        after.register("codes forgotten", forget_codes)
        people_parts.register()
        rights_parts.register()
        checks.register_all()
        personal_data.register_all()
        mail_parts.register()
