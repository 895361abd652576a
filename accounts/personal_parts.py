"""What codes, changes of address and consents hold about people."""

from django.utils.translation import gettext_lazy as _

from .models import AddressChange, Consent, ConsentText, StepUpCode
from .personal_data import CONTRACT, DUTY, ITSELF, NOBODY, UNTIL_ERASED
from .registry import STAFF_LINKS, Kind, classify, nobody, personal


def register_all() -> None:
    """Classifies these models; called once at start-up."""
    classify(
        StepUpCode,
        nobody("id", "until", "tries") | personal("person") | {"session_mark": Kind.SECRET, "code_mark": Kind.SECRET},
        title=_("Codes before a sensitive act"),
        purpose=_("to keep others out of the account"),
        basis=DUTY,
        recipients=NOBODY,
        retention=_("10 minutes"),
        rows=lambda person: StepUpCode.objects.filter(person=person),
        goes=lambda row: row.until,
    )
    secret = dict.fromkeys(("code_mark", "link_mark", "undo_mark"), Kind.SECRET)
    classify(
        AddressChange,
        nobody("id", "tries", "until") | personal("person", "old", "new", "asked_at", "done_at") | secret,
        title=_("Changes of e-mail address"),
        purpose=_("to confirm a new address, and to undo a change that somebody else made"),
        basis=CONTRACT,
        recipients=ITSELF,
        retention=_("72 hours after the change, seven days for one that nobody confirmed"),
        rows=lambda person: AddressChange.objects.filter(person=person),
        goes=lambda row: row.until,
    )
    classify(
        Consent,
        nobody("id")
        | personal("person", "about", "purpose", "text", "language", "text_hash", "given_at", "withdrawn_at")
        | personal("noted_by"),
        title=_("Consents"),
        purpose=_("to show what somebody has said yes to, and when"),
        basis=DUTY,
        recipients=ITSELF,
        retention=UNTIL_ERASED,
        rows=lambda person: Consent.objects.filter(person=person),
    )
    classify(
        ConsentText,
        dict.fromkeys(("id", "purpose", "language", "version", "text", "text_hash", "made_at"), Kind.PUBLIC)
        | personal("made_by"),
        title=_("What people are asked to consent to"),
        **STAFF_LINKS,
    )
