"""What news register at start-up: mails, what falls due, the consent, dates of the calendar, kinds for the search."""

from django.utils.translation import gettext_lazy as _

from accounts import consents, panels, retention
from home import agenda, search
from outbox import due, kinds

from . import emails, personal_data, wordings
from .domain import digests, queries, sendings, subscribers

QUESTIONS = {
    "news.subscribe": (_("Confirm a subscription"), wordings.SUBSCRIBE),
    "news.subscribed_already": (_("Subscribed already"), wordings.ALREADY),
    "news.still_wanted": (_("Is the newsletter still wanted?"), wordings.STILL_WANTED),
}


def register() -> None:
    """Called once by the app's own start."""
    personal_data.register_all()
    consents.register(consents.Purpose(subscribers.PURPOSE, _("Sending me the newsletter"), personal_data.ASKED))
    agenda.register("events", queries.events_between)
    search.PAGE_KINDS["news"] = _("News")
    panels.register_link("administration", _("Newsletter's readers"), "newsletter_readers")
    _mails()
    _due()


def _mails() -> None:
    for name, (title, wording) in QUESTIONS.items():
        kinds.register(name, emails.about_subscription, title=title, wording=wording, mail_only=True)
    kinds.register(sendings.ISSUE, emails.issue, title=_("Newsletter issue"), mail_only=True)
    kinds.register(sendings.TRIAL, emails.trial, title=_("Trial of a newsletter issue"), mail_only=True, to_staff=True)
    kinds.register(digests.DIGEST, emails.digest, title=_("News by mail"), mail_only=True)


def _due() -> None:
    due.register("issues_begin", sendings.begin_due)
    due.register("issues_batches", sendings.push_batches)
    due.register("news_digests", digests.queue_due)
    due.register("subscribers_bounced", subscribers.close_bounced)
    due.register("subscribers_ask_again", subscribers.ask_again)
    due.register("subscribers_silent", subscribers.leave_silent)
    due.register("subscribers_delete", subscribers.delete_due)
    retention.describe(
        "subscribers_delete", _("Newsletter"), _("never confirmed, 7 days; the fingerprint of who left, 30 days")
    )
