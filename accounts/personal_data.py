"""What the models of accounts and of the libraries hold about people."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from .domain import idle
from .models import AccessEvent, DataCopy, Erasure, PersonKey, Registration, RoleGrant, SealedMail, Use, User
from .registry import STAFF_LINKS, Kind, classify, nobody, personal
from .session_ages import longest_away
from .sessions import SessionStore

# Words that several rows of the record share.
CONTRACT = _("to give the person what they asked for (GDPR art. 6(1)(b))")
INTEREST = STAFF_LINKS["basis"]
DUTY = _("a duty by law (GDPR art. 6(1)(c), art. 32)")
ITSELF = _("the person; administrators")
STAFF_ONLY = _("administrators")
NOBODY = _("nobody: only the portal itself reads it")
UNTIL_ERASED = _("until the account is deleted")
# Links from libraries' tables to the member of staff who did something: they are emptied when the person goes.
EMPTIED = {
    "wagtailcore.revision": ["user"],
    "wagtailcore.page": ["owner", "locked_by"],
    "wagtailcore.workflowstate": ["requested_by"],
    "wagtailcore.taskstate": ["finished_by"],
    "wagtailcore.uploadedfile": ["uploaded_by_user"],
    "wagtailcore.pagelogentry": ["user"],
    "wagtailcore.modellogentry": ["user"],
    "wagtail_localize.stringtranslation": ["last_translated_by"],
    "wagtail_localize.segmentoverride": ["last_translated_by"],
    "wagtailimages.image": ["uploaded_by_user"],
    "wagtaildocs.document": ["uploaded_by_user"],
}
# Rows that are about the member of staff alone: they go with the person.
DELETED = {
    "wagtailcore.comment": ["user", "resolved_by"],
    "wagtailcore.commentreply": ["user"],
    "wagtailcore.pagesubscription": ["user"],
    "wagtailadmin.editingsession": ["user"],
    "wagtailadmin.formstate": ["user"],
    "wagtailusers.userprofile": ["user"],
}
# Sessions hold the person's id and the address that proved it; they are found by reading each.
USER_KEY = "_auth_user_id"


def sessions_of(person: User) -> list[Session]:
    """Every session in which this person is signed in."""
    store = SessionStore()
    return [one for one in Session.objects.all() if store.decode(one.session_data).get(USER_KEY) == str(person.pk)]


def end_sessions(person: User) -> int:
    """Deletes every session of a person; returns how many."""
    keys = [one.pk for one in sessions_of(person)]
    return Session.objects.filter(pk__in=keys).delete()[0]


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    _people()
    _safety()
    _libraries()


def _people() -> None:
    classify(
        User,
        nobody("id", "is_superuser", "is_active", "session_version", "groups", "user_permissions")
        | personal("uuid", "email", "first_name", "last_name", "language", "last_login", "date_joined", "idle_told_at")
        | personal("channel", "phone", "postal_address")
        | {"phone_mark": Kind.SECRET},
        title=_("Account and ways to be reached"),
        purpose=_("to sign in, and to be greeted and written to in one's language"),
        basis=CONTRACT,
        recipients=ITSELF,
        retention=_("until the account is deleted, or nobody has used it for 24 months"),
        rows=lambda person: User.objects.filter(pk=person.pk),
        goes=idle.goes_at,
    )
    classify(
        RoleGrant,
        nobody("id") | personal("person", "role", "region", "section", "granted_at", "granted_by"),
        title=_("Roles"),
        purpose=_("to decide which pages somebody may open"),
        basis=INTEREST,
        recipients=ITSELF,
        retention=_("until the role is taken back"),
        rows=lambda person: RoleGrant.objects.filter(person=person),
    )
    classify(
        Registration,
        personal("person", "region", "note", "at", "by"),
        title=_("How a coordinator registered somebody"),
        purpose=_("to help people who have no e-mail"),
        basis=CONTRACT,
        recipients=_("coordinators of the region and administrators"),
        retention=_("the note 12 months, the rest until the account is deleted"),
        rows=lambda person: Registration.objects.filter(person=person),
    )
    classify(
        EmailAddress,
        nobody("id") | personal("user", "email", "verified", "primary"),
        title=_("E-mail addresses"),
        purpose=_("to sign in, and to be greeted and written to in one's language"),
        basis=CONTRACT,
        recipients=ITSELF,
        retention=UNTIL_ERASED,
        rows=lambda person: EmailAddress.objects.filter(user=person),
    )


def _safety() -> None:
    classify(
        Authenticator,
        nobody("id") | personal("user", "type", "created_at", "last_used_at") | {"data": Kind.SECRET},
        title=_("Second factors"),
        purpose=_("to keep others out of the account"),
        basis=DUTY,
        recipients=NOBODY,
        retention=_("until the person removes it"),
        rows=lambda person: Authenticator.objects.filter(user=person),
    )
    classify(
        UserSession,
        nobody("id", "data")
        | personal("user", "created_at", "ip", "last_seen_at", "user_agent")
        | {"session_key": Kind.SECRET},
        title=_("Where somebody is signed in"),
        purpose=_("to keep others out of the account"),
        basis=DUTY,
        recipients=_("the person"),
        retention=_("14 days after the last visit, for staff 30 minutes"),
        rows=lambda person: UserSession.objects.filter(user=person).select_related("user"),
        goes=lambda row: row.last_seen_at + longest_away(row.user),
    )
    classify(
        Session,
        nobody("expire_date") | {"session_key": Kind.SECRET, "session_data": Kind.SECRET},
        title=_("Sessions"),
        purpose=_("to stay signed in from one page to the next"),
        basis=CONTRACT,
        recipients=NOBODY,
        retention=_("14 days after the last visit, for staff 30 minutes"),
        rows=sessions_of,
        listed=False,
        goes=lambda row: row.expire_date,
        erase=end_sessions,
    )
    classify(
        AccessEvent,
        nobody("id", "object_type", "object_id", "request_id")
        | personal("time", "actor", "actor_role", "action", "subject", "purpose"),
        title=_("Access log"),
        purpose=_("to show who has seen or changed what"),
        basis=DUTY,
        recipients=ITSELF,
        retention=_("12 months"),
        rows=lambda person: AccessEvent.objects.filter(subject=person.uuid),
        goes=lambda row: row.time + relativedelta(months=settings.ACCESS_LOG_KEEP_MONTHS),
        kept_because=_(
            "It names people by random ids alone, and a breach must be explained after an account has gone."
        ),
    )
    classify(
        SealedMail,
        nobody("id", "created_at", "until") | {"content": Kind.SECRET},
        title=_("Mails about signing in that have not left"),
        purpose=_("to send the code"),
        basis=CONTRACT,
        recipients=NOBODY,
        retention=_("until it has left, or the code or link in it no longer works: 7 days at the longest"),
    )
    classify(
        DataCopy,
        nobody("id", "delete_at") | personal("person", "asked_at", "ready_at") | {"content": Kind.SECRET},
        title=_("Copies of a person's data"),
        purpose=_("to give the person what they asked for"),
        basis=DUTY,
        recipients=_("the person"),
        retention=_("until it is fetched, a day at the longest"),
        rows=lambda person: DataCopy.objects.filter(person=person),
        goes=lambda row: row.delete_at,
    )
    classify(
        PersonKey,
        personal("subject") | {"wrapped": Kind.SECRET},
        title=_("A person's own key"),
        purpose=_("so that what is deleted cannot be read in any backup"),
        basis=DUTY,
        recipients=NOBODY,
        retention=UNTIL_ERASED,
        rows=lambda person: PersonKey.objects.filter(subject=person.uuid),
    )
    classify(
        Erasure,
        nobody("done_at") | personal("subject", "asked_at"),
        title=_("Ledger of erasures"),
        purpose=_("so that an older backup brings nobody back"),
        basis=DUTY,
        recipients=NOBODY,
        retention=_("for good: it holds a random id and two dates"),
    )
    classify(Use, nobody("id", "key", "times", "until"))


def _libraries() -> None:
    """Tables of Wagtail that name members of staff."""
    for label, links in EMPTIED.items():
        model = apps.get_model(label)
        classify(
            model,
            personal(*links),
            title=_editing_title(label),
            **STAFF_LINKS,
            erase=lambda person, model=model, links=links: sum(
                model._base_manager.filter(**{link: person}).update(**{link: None}) for link in links
            ),
        )
    for label, links in DELETED.items():
        model = apps.get_model(label)
        classify(
            model,
            personal(*links),
            title=_editing_title(label),
            **STAFF_LINKS | {"retention": UNTIL_ERASED},
            rows=lambda person, model=model, link=links[0]: model._base_manager.filter(**{link: person}),
        )


def _editing_title(label: str) -> Any:
    return apps.get_model(label)._meta.verbose_name
