"""The sheet to sign at the door."""

from collections.abc import Sequence

from pdf.render import Pdf, render

from ..models import Cohort, CourseSession, Enrolment


def file_of(cohort: Cohort, session: CourseSession, people: Sequence[Enrolment], *, language: str) -> Pdf:
    """Makes the sheet of one meeting: a line a person, a box a unit. Raises PdfFailed."""
    context = {"cohort": cohort, "session": session, "people": people, "units": range(1, session.units + 1)}
    return render("pdf/signin_sheet.html", context, language=language, title=cohort.name)
