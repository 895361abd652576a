"""What the models of self-checks and conversations hold about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import CONTRACT
from accounts.registry import Kind, classify, content, nobody, personal

from .domain.training_retention import log_goes_on
from .models import CompetenceArea, CompetenceStatement, Conversation, ConversationWords, SelfCheck
from .training_personal_data import EXPLICIT, LOG_YEAR, STAFF, TRAINING, YEAR_AFTER, of

__all__ = ["EXPLICIT", "LOG_YEAR", "register_all"]


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    content(CompetenceArea, CompetenceStatement)
    classify(
        SelfCheck,
        nobody("id", "training", "consent")
        | personal("moment", "at", "changed_at")
        | {"answers": Kind.SPECIAL, "words": Kind.SPECIAL},
        title=_("Self-checks"),
        purpose=_("to let the person see how their own learning moves"),
        basis=EXPLICIT,
        recipients=_("the person and nobody else"),
        retention=LOG_YEAR,
        rows=lambda person: SelfCheck.objects.filter(training__in=of(person)).select_related("training__enrolment"),
        goes=lambda row: log_goes_on(row.training),
    )
    classify(
        ConversationWords,
        nobody("id", "training", "consent") | personal("kind", "is_shared", "changed_at") | {"words": Kind.SPECIAL},
        title=_("Words for the conversations in training"),
        purpose=TRAINING,
        basis=EXPLICIT,
        recipients=_("the person; the supervisor and the guide at the workplace where the person shares it"),
        retention=LOG_YEAR,
        rows=lambda person: ConversationWords.objects.filter(training__in=of(person)).select_related(
            "training__enrolment"
        ),
        goes=lambda row: log_goes_on(row.training),
    )
    classify(
        Conversation,
        nobody("id", "training", "starts", "cap")
        | personal("kind", "date", "was_there", "with_supervisor", "with_guide", "at", "by", "noted_name"),
        title=_("Conversations in training: that they were held"),
        purpose=TRAINING,
        basis=CONTRACT,
        recipients=STAFF,
        retention=YEAR_AFTER,
        rows=lambda person: Conversation.objects.filter(training__in=of(person)),
    )
