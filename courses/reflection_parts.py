"""What self-checks and conversations register at start-up: reminders, what falls due, the consent."""

from django.utils.translation import gettext_lazy as _

from accounts import consents, retention
from accounts.domain.erasure import AGAIN
from outbox import due, kinds

from . import reflection_personal_data, training_emails
from . import training_wordings as words
from .domain import reflection_due, reflection_retention
from .models.reflections import REFLECTION

ABOUT = {
    "conversation_midterm": (_("Time for the midterm conversation"), words.MIDTERM),
    "conversation_final": (_("Time for the final conversation"), words.FINAL),
}


def register() -> None:
    """Called once by the app's own start."""
    for name, (title, wording) in ABOUT.items():
        kinds.register(f"courses.{name}", training_emails.about_training, title=title, wording=wording)
    due.register("training_conversations", reflection_due.remind)
    due.register("self_checks_delete", reflection_retention.delete_due)
    retention.describe(
        "self_checks_delete", _("Self-checks and words for conversations"), reflection_personal_data.LOG_YEAR
    )
    consents.register(
        consents.Purpose(
            REFLECTION,
            _("Keeping my self-checks and what I write for the conversations"),
            reflection_personal_data.EXPLICIT,
            (reflection_retention.taken_back,),
        )
    )
    AGAIN.append(reflection_retention.forget_again)
    reflection_personal_data.register_all()
