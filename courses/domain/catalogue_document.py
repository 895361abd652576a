"""The catalogue as a PDF."""

from datetime import date
from typing import Any

from pdf.render import Pdf, render

from ..models import Cohort, CoursePage
from .catalogue import length_words, price_words


def file_of(
    cohorts: list[Cohort],
    pages: dict[int, CoursePage],
    *,
    title: str,
    language: str,
    chosen: list[str],
    address: str,
    today: date,
) -> Pdf:
    """Makes the PDF of the cohorts that were asked for, course by course. Raises PdfFailed."""
    by_course: dict[int, list[Cohort]] = {}
    for one in cohorts:
        by_course.setdefault(one.course_id, []).append(one)
    parts: list[dict[str, Any]] = [
        {
            "course": rows[0].course,
            "page": pages.get(course),
            "cohorts": rows,
            "price": price_words(rows[0].course),
            "length": length_words(rows[0].course),
        }
        for course, rows in sorted(by_course.items(), key=lambda item: item[1][0].course.order)
    ]
    context = {"parts": parts, "total": len(cohorts), "chosen": chosen, "address": address, "day": today}
    return render("pdf/catalogue.html", context, language=language, title=title)
