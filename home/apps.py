"""The CMS foundation: pages, blocks, images, documents, navigation, settings, search, enquiries and page feedback."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import consents, panels, retention, role_scopes
        from outbox import due, kinds, senders, tasks

        from . import demo, document_search, emails, personal_data, search, signals, wordings
        from .demo import drawings, facts, glossary, pages, people
        from .demo import enquiries as demo_enquiries
        from .domain import enquiries, reviews, schedule, searches
        from .domain.bench_panels import waiting_enquiries
        from .domain.queries import privacy_address
        from .domain.roles import section_choices
        from .senders import sender

        signals.connect()
        senders.register(sender)
        tasks.repeatable("home.tasks.make_picture_sizes", _("Sizes of a picture"))
        tasks.repeatable("home.tasks.read_document_text", _("Words inside a document"))
        tasks.repeatable("home.tasks.purge_pages", _("Purging of the proxy"))
        tasks.repeatable("home.tasks.purge_addresses", _("Purging of addresses that are gone"))
        personal_data.register_all()
        consents.PRIVACY.append(privacy_address)
        search.register(search.Source(search.PAGE_KINDS, search.find_pages, search.load_pages))
        search.register(document_search.SOURCE)
        kinds.register(
            "home.enquiry_receipt", emails.receipt, title=_("Receipt of an enquiry"), wording=wordings.RECEIPT
        )
        kinds.register(
            "home.enquiry_notice",
            emails.notice,
            title=_("Notice of an enquiry to its contact"),
            to_staff=True,
            wording=wordings.NOTICE,
        )
        kinds.register("home.enquiry_answer", emails.answer, title=_("Answer to an enquiry"), wording=wordings.ANSWER)
        kinds.register(
            "home.review_due", emails.review, title=_("Pages to read again"), to_staff=True, wording=wordings.REVIEW
        )
        due.register("publish_scheduled", schedule.publish_scheduled)
        due.register("enquiries_close_quiet", enquiries.close_quiet)
        due.register("enquiries_erase", enquiries.erase_due)
        due.register("feedback_erase", schedule.erase_old_feedback)
        due.register("reviews_remind", reviews.remind_owners)
        due.register("searches_forget", searches.forget)
        due.register("sessions_clear", schedule.clear_sessions)
        retention.describe("enquiries_erase", _("Enquiries"), _("12 months after the case is closed"))
        retention.describe("feedback_erase", _("Comments on a page"), _("12 months"))
        retention.describe("searches_forget", _("Searches that found nothing"), _("90 days"))
        retention.describe("sessions_clear", _("Sessions"), _("14 days after the last visit"))
        role_scopes.register_sections(section_choices)
        for bench in ("koordinator", "administration"):
            panels.register(bench, panels.Panel(_("Enquiries"), waiting_enquiries))
        demo.register("settings", pages.seed_settings)
        demo.register("people", people.seed_people)
        demo.register("pictures", drawings.seed_pictures)
        demo.register("facts", facts.seed_facts)
        demo.register("glossary", glossary.seed_terms)
        demo.register("pages", pages.seed_pages)
        demo.register("contacts", demo_enquiries.seed_contacts)
        demo.register("enquiries", demo_enquiries.seed_enquiries)
