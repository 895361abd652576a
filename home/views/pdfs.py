"""How a view answers with a PDF, for the apps above; the room itself is `pdf`."""

from pdf.answers import WAIT_SECONDS, no_pdf, pdf_answer, pdf_file

__all__ = ["WAIT_SECONDS", "no_pdf", "pdf_answer", "pdf_file"]
