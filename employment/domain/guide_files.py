"""Making the PDF of a guide: asked for at publishing, made by the worker, tried again by an editor (domain.md 4.10)."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from home.domain.errors import Refused
from home.domain.facts import quotes
from home.models import ContentVersion
from outbox.locks import lock_row
from pdf.render import Pdf, PdfFailed

from ..enums import WAITING_PDF, PdfState
from ..models import GuidePage, GuidePdf
from .guide_document import document_of, file_of, fingerprint
from .guides import every_live_guide

STUCK_AFTER = timedelta(minutes=10)


def ask(page: GuidePage, *, now: datetime) -> GuidePdf:
    """Asks for the file of what was just published; files of other texts are out of date from then on.

    A second call for the same text asks for nothing; a text that comes back gets its old file back.
    """
    made_of = fingerprint(document_of(page))
    with transaction.atomic():
        row, is_new = GuidePdf.objects.get_or_create(
            page_id=page.pk,
            fingerprint=made_of,
            defaults={
                "language": page.locale.language_code,
                "version": page.version,
                "dated": page.revised_on,
                "revision": page.live_revision_id,
                "asked_at": now,
            },
        )
        row = row if is_new else lock_row(row)
        _outdate_others(row)
        if row.state == PdfState.STALE:
            _finish_again(row, now)
        if is_new or row.state == PdfState.FAILED:
            _queue(row, now)
    return row


def ask_for_quoting(key: str, *, now: datetime) -> int:
    """Asks for new files of the live guides that quote a fact; returns how many. Unchanged ones ask for nothing."""
    guides = [guide for guide in every_live_guide() if quotes(guide.chapters.raw_data, key)]
    for guide in guides:
        ask(guide, now=now)
    return len(guides)


def make(row_id: int, *, now: datetime) -> str:
    """Makes one file and returns the state it ended in. A row that somebody else is at, or that is done, is left alone.

    The old file stays where it is whatever happens.
    """
    if not GuidePdf.objects.filter(pk=row_id, state=PdfState.QUEUED).update(state=PdfState.RENDERING):
        return "left alone"
    row = GuidePdf.objects.select_related("page__locale").get(pk=row_id)
    try:
        document = document_of(row.page)
        if fingerprint(document) != row.fingerprint:  # changed since it was asked for: what stands there now is made
            row.delete()
            return ask(row.page, now=now).state
        return _store(row, file_of(document), now)
    except PdfFailed as failure:
        GuidePdf.objects.filter(pk=row_id).update(state=PdfState.FAILED, error=failure.kind)
        return PdfState.FAILED


def retry(row: GuidePdf, *, now: datetime) -> None:
    """Tries again. Raises Refused unless it has failed; of two editors who press at once, one is refused."""
    with transaction.atomic():
        locked = lock_row(row)
        if locked.state != PdfState.FAILED:
            raise Refused(_("This PDF has not failed, so there is nothing to try again."))
        _queue(locked, now)


def take_up_stuck(now: datetime) -> int:
    """Queues again what has waited too long, e.g. because the worker was stopped; returns how many."""
    stuck = GuidePdf.objects.filter(state__in=WAITING_PDF, asked_at__lt=now - STUCK_AFTER)
    return sum(_take_up(row, now) for row in stuck)


def _take_up(row: GuidePdf, now: datetime) -> bool:
    with transaction.atomic():
        locked = lock_row(row)
        if locked.state not in WAITING_PDF or locked.asked_at >= now - STUCK_AFTER:
            return False
        _queue(locked, now)
    return True


def _outdate_others(row: GuidePdf) -> None:
    """Of a guide's files, one at most is the current one."""
    others = GuidePdf.objects.filter(page_id=row.page_id, state=PdfState.READY).exclude(pk=row.pk)
    others.update(state=PdfState.STALE)


def _queue(row: GuidePdf, now: datetime) -> None:
    from ..tasks import make_guide_pdf

    row.state, row.error, row.asked_at = PdfState.QUEUED, "", now
    row.save(update_fields=["state", "error", "asked_at"])
    transaction.on_commit(lambda: make_guide_pdf.enqueue(row.pk))


def _finish_again(row: GuidePdf, now: datetime) -> None:
    row.state, row.made_at = PdfState.READY, now
    row.save(update_fields=["state", "made_at"])


def _store(row: GuidePdf, pdf: Pdf, now: datetime) -> str:
    row.file.save(row.filename, ContentFile(pdf.content), save=False)
    row.pages, row.size, row.sha256, row.made_at = pdf.pages, pdf.size, pdf.sha256, now
    row.state = PdfState.READY
    with transaction.atomic():
        row.save()
        _outdate_others(row)
        ContentVersion.touch()
    return PdfState.READY
