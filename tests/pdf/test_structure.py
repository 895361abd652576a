"""The files read aloud rightly: language, title, headings, tables, pictures, links, page numbers."""

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.template import engines
from PIL import Image

from pdf.render import Pdf, render

from . import reading

FILLER = "<p>" + "Et møde tager to timer, og alle får ordet. " * 30 + "</p>"


@pytest.fixture
def made(settings: Any, tmp_path: Path) -> Any:
    """Renders a body in the base template."""

    def make(body: str, title: str = "Klar til en peer-kollega", language: str = "da", **more: Any) -> Pdf:
        (tmp_path / "test.html").write_text(body if body.startswith("{%") else _page(body))
        engine = engines["django"].engine
        old = list(engine.dirs)
        engine.dirs.append(str(tmp_path))
        try:
            for loader in engine.template_loaders:
                loader.reset()
            return render("test.html", more.pop("context", {}), language=language, title=title, **more)
        finally:
            engine.dirs[:] = old

    return make


def _page(body: str) -> str:
    return "{% extends 'pdf/base.html' %}{% block body %}" + body + "{% endblock %}"


def png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "#0b5560").save(target, "PNG")
    return target.getvalue()


def test_language_title_and_marks_are_set(made: Any) -> None:
    pdf = reading.opened(made("<h2>Et</h2>", subject="Råd til ledere").content)
    assert str(pdf.Root.Lang) == "da"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]) == "Klar til en peer-kollega"
    assert str(pdf.docinfo["/Subject"]) == "Råd til ledere"
    assert str(pdf.docinfo["/Author"]) == "Peerportalen"
    assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()


def test_an_english_file_says_so(made: Any) -> None:
    made_pdf = made("<h2>One</h2>", title="Ready", language="en")
    assert str(reading.opened(made_pdf.content).Root.Lang) == "en"
    assert re.search(r"Page 1 of 1", reading.text_of(made_pdf.content))


def test_what_comes_back_describes_the_file(made: Any) -> None:
    import hashlib

    pdf = made("<h2>Et</h2>" + FILLER * 6)
    assert pdf.size == len(pdf.content)
    assert pdf.pages == len(reading.opened(pdf.content).pages) > 1
    assert pdf.sha256 == hashlib.sha256(pdf.content).hexdigest()


def test_headings_keep_their_order_and_become_bookmarks(made: Any) -> None:
    pdf = reading.opened(made("<h2>Et</h2><h3>Lidt</h3><h2>To</h2>").content)
    assert [kind for kind in reading.kinds(pdf) if re.match(r"/H\d", kind)] == ["/H1", "/H2", "/H3", "/H2"]
    assert reading.outline(pdf) == [(1, "Klar til en peer-kollega"), (2, "Et"), (2, "To")]


def test_contents_name_the_pages_the_chapters_begin_on(made: Any) -> None:
    names = ["Hvorfor", "Hvordan", "Hvornår"]
    lines = "".join(f'<li><a href="#c{i}">{name}</a></li>' for i, name in enumerate(names))
    body = f'<nav class="contents"><h2>Indhold</h2><ol>{lines}</ol></nav>'
    body += "".join(f'<h2 id="c{i}">{name}</h2>{FILLER * 5}' for i, name in enumerate(names))
    pdf = made(body)
    told = dict(re.findall(r"(Hv\w+) +(\d+)", reading.text_of(pdf.content, 1, layout=True)))
    for name in names:
        assert f"\n{name}\n" in "\n" + reading.text_of(pdf.content, int(told[name]))


def test_pictures_have_words_and_silent_ones_are_left_out(made: Any) -> None:
    body = '<figure><img src="asset:picture/a" alt="Fire ved et bord"></figure><img src="asset:picture/a" alt="">'
    pdf = reading.opened(made(body, pictures={"a": png()}).content)
    figures = [element for element in reading.elements(pdf) if element.S == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["Fire ved et bord"]
    assert "/BBox" not in figures[0].get("/A", {})


def test_a_drawing_is_named_by_its_title(made: Any) -> None:
    named = '<svg width="9" height="9"><title>En stjerne</title><circle r="4"/></svg>'
    pdf = reading.opened(made(named + '<svg width="9" height="9"><circle r="4"/></svg>').content)
    assert [str(e.Alt) for e in reading.elements(pdf) if e.S == "/Figure"] == ["En stjerne"]


def test_cells_know_their_headers(made: Any) -> None:
    body = (
        "<table><caption>Hold</caption><thead><tr><th scope='col'>By</th><th scope='col'>Start</th></tr></thead>"
        "<tbody><tr><th scope='row'>Aarhus</th><td>uge 36</td></tr></tbody></table>"
    )
    pdf = reading.opened(made(body).content)
    headers = [str(e.A.Scope) for e in reading.elements(pdf) if e.S == "/TH"]
    cells = [e for e in reading.elements(pdf) if e.S == "/TD"]
    assert headers == ["/Column", "/Column", "/Row"]
    assert len(cells[0].A.Headers) == 2
    assert "/Caption" in reading.kinds(pdf)


def test_links_lie_under_link_elements_and_are_listed_last(made: Any) -> None:
    body = '<p>Se <a href="https://example.org/a"><strong>vejen</strong></a> og <a href="/kontakt/">skriv</a>.</p>'
    content = made(body, language="en").content
    pdf = reading.opened(content)
    marked = sum(1 for e in reading.elements(pdf) if e.S == "/Link" for k in e.K if isinstance(k, pikepdf.Dictionary))
    assert len(reading.links(pdf)) == marked == 4
    assert {str(note.A.URI) for note in reading.links(pdf)} == {"https://example.org/a", "http://testserver/kontakt/"}
    assert all(int(note.F) & 4 for note in reading.links(pdf))
    words = " ".join(reading.text_of(content).split())
    assert "vejen [1] og skriv [2]." in words
    assert "https://example.org/a" in words.split("Links in the text")[1]


def test_no_list_of_links_where_there_are_none(made: Any) -> None:
    assert "Links in the text" not in reading.text_of(made("<p>None.</p>", language="en").content)


def test_only_our_fonts_are_used(made: Any) -> None:
    content = made("<h2>Æøå ½ – “citat”</h2><p lang='da'><em>opfølgningsundervisningsdag</em> " * 9).content
    pdf = reading.opened(content)
    names = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert all("Atkinson" in name for name in names)


def test_markup_typed_as_text_stays_text(made: Any) -> None:
    typed = "<script>alert(1)</script><img src=file:///etc/passwd>{{ 7|add:7 }}"
    words = reading.text_of(made("<p>{{ typed }}</p>", context={"typed": typed}).content)
    assert typed.replace(" ", "") in "".join(words.split())
