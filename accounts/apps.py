"""Who a person is and what they may see: people, roles, sign-in, guards on forms, and the frames of the workbenches."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox import due

        from . import checks, mail_parts, people_parts, personal_data, rights_parts, signals
        from .backups import after
        from .domain import access_log
        from .domain.sessions import forget_codes, sign_everybody_out
        from .models import IdempotencyRecord, SealedMail, Use

        mail_parts.register_kinds()
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
