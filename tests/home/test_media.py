"""Files that come in: what they must be, and what is taken out of them."""

import io
import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from home.domain.media import check_document, count_pdf_pages, without_metadata

HIDDEN = b"HEMMELIGT"
ZIP = b"PK\x03\x04 rest"
GOOD = {
    "a.pdf": b"%PDF-1.7\n%%EOF",
    "A.PDF": b"%PDF-1.4",
    "a.docx": ZIP,
    "a.xlsx": ZIP,
    "a.odt": ZIP,
    "a.ods": ZIP,
    "a.mp4": b"\x00\x00\x00\x18ftypmp42",
    "a.vtt": b"WEBVTT\n",
    "b.vtt": b"\xef\xbb\xbfWEBVTT\n",
    "a.txt": "Blåbær".encode(),
    "a.csv": b"navn;by\nAnna;Aarhus",
}
BAD = {
    "empty.pdf": b"",
    "page.pdf": b"<!DOCTYPE html><script>alert(1)</script>",
    "program.pdf": b"MZ\x90\x00",
    "late.pdf": b"<html>%PDF-1.7",
    "page.docx": b"<html>",
    "old.docx": b"\xd0\xcf\x11\xe0",
    "page.mp4": b"<html>ftyp" + b" " * 20,
    "page.vtt": b"<html>WEBVTT",
    "page.txt": b"  \n<script>alert(1)</script>",
    "bom.txt": b"\xef\xbb\xbf<script>alert(1)</script>",
    "drawing.csv": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "binary.txt": b"abc\x00def",
    "locked.pdf": b"%PDF-1.7\n" + b"x" * 9000 + b"trailer << /Encrypt 5 0 R >>",
    "locked-first.pdf": b"%PDF-1.7\n<< /Encrypt 5 0 R >>" + b"x" * 9000,
}


def upload(name: str, content: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken_and_left_at_its_start(name: str) -> None:
    file = upload(name, GOOD[name])
    check_document(file)
    assert file.read() == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_document(upload(name, BAD[name]))
    assert len(refused.value.messages[0]) > 15


# --- pages of a PDF --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (b"<< /Type /Pages /Kids [3 0 R] /Count 12 >>", 12),
        (b"<< /Count 12 /Kids [3 0 R] /Type /Pages >>", 12),
        (b"<< /Type/Pages/Count 3 >> << /Type/Pages/Count 7 >>", 7),
        (b"<< /Type /Page /Count 9 >>", None),
        (b"<< /Type /Pages /Count 999999 >>", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_the_pages_of_a_pdf_are_read_from_its_page_tree(content: bytes, pages: int | None) -> None:
    assert count_pdf_pages(io.BytesIO(content)) == pages


@pytest.mark.parametrize("part", [b"/Count 1 ", b"/Type/Pages ", b"/Type ", b">", b"/Type" + b" " * 50, b"/Count "])
def test_a_hostile_pdf_costs_time_by_its_size_alone(part: bytes) -> None:
    """A pattern that looks back and forth would need hours for this."""
    began = time.process_time()
    count_pdf_pages(io.BytesIO(part * (2_000_000 // len(part))))
    assert time.process_time() - began < 10


# --- pictures --------------------------------------------------------------------------------------------------------
def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010E] = HIDDEN.decode()
    made[0x0112] = 6  # lying on its side
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", (55.0, 40.0, 1.0)
    return made


def picture(kind: str, **more: Any) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 10, 10)).save(target, kind, **more)
    return target.getvalue() + b"<script>" + HIDDEN + b"</script>"


def png_notes() -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", HIDDEN.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{HIDDEN.decode()}</x>")
    return notes


XMP = b"<x:xmpmeta>" + HIDDEN + b"</x:xmpmeta>"
PICTURES: dict[str, bytes] = {
    "a.jpg": picture("JPEG", exif=exif(), comment=HIDDEN, xmp=XMP),
    "a.png": picture("PNG", exif=exif(), pnginfo=png_notes()),
    "a.webp": picture("WEBP", exif=exif(), xmp=XMP),
    "a.gif": picture("GIF", comment=HIDDEN),
}


def cleaned(name: str, content: bytes) -> bytes:
    file = without_metadata(upload(name, content, "image/x"))
    file.seek(0)
    return file.read()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_tells_nothing_but_what_it_shows(name: str) -> None:
    assert HIDDEN in PICTURES[name]
    content = cleaned(name, PICTURES[name])
    assert (HIDDEN in content, dict(Image.open(io.BytesIO(content)).getexif())) == (False, {})


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_picture_is_turned_upright_before_it_forgets_how_it_was_held(name: str) -> None:
    assert Image.open(io.BytesIO(cleaned(name, PICTURES[name]))).size == (20, 40)


def test_an_animation_stays_one() -> None:
    frames = [Image.effect_noise((10, 10), 50 * number + 1).convert("P") for number in range(3)]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], comment=HIDDEN, duration=100, loop=0)
    content = cleaned("a.gif", target.getvalue())
    assert (Image.open(io.BytesIO(content)).n_frames, HIDDEN in content) == (3, False)


def test_a_transparent_picture_stays_transparent() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(target, "PNG")
    assert Image.open(io.BytesIO(cleaned("a.png", target.getvalue()))).convert("RGBA").getpixel((0, 0))[3] == 0


# --- in the editors' room --------------------------------------------------------------------------------------------
@pytest.mark.django_db
class TestUploads:
    def add_picture(self, browser: Any, file: SimpleUploadedFile) -> Any:
        return browser.post("/cms/images/add/", {"title": "Billede", "file": file, "decorative": "on"})

    def test_a_picture_is_stored_without_its_metadata(
        self, editor: Any, client_as: Any, settings: Any, tmp_path: Any
    ) -> None:
        from home.models import PortalImage

        settings.MEDIA_ROOT = tmp_path
        answer = self.add_picture(client_as(editor), upload("a.jpg", PICTURES["a.jpg"], "image/jpeg"))
        assert answer.status_code == 302
        with PortalImage.objects.get().file.open("rb") as stored:
            assert HIDDEN not in stored.read()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
            ("a.png", b"<html><script>alert(1)</script></html>"),
            ("a.html", PICTURES["a.png"]),
            ("a.jpg", b""),
            ("a.bmp", b"BM" + b"\x00" * 60),
        ],
    )
    def test_what_is_no_picture_is_refused(
        self, name: str, content: bytes, editor: Any, client_as: Any, settings: Any, tmp_path: Any
    ) -> None:
        from home.models import PortalImage

        settings.MEDIA_ROOT = tmp_path
        assert self.add_picture(client_as(editor), upload(name, content, "image/png")).status_code == 200
        assert (PortalImage.objects.count(), [one for one in tmp_path.rglob("*") if one.is_file()]) == (0, [])

    def test_a_picture_of_more_than_25_megapixels_is_refused(
        self, editor: Any, client_as: Any, settings: Any, tmp_path: Any
    ) -> None:
        from home.models import PortalImage

        settings.MEDIA_ROOT = tmp_path
        target = io.BytesIO()
        Image.new("1", (5001, 5000)).save(target, "PNG")
        assert self.add_picture(client_as(editor), upload("a.png", target.getvalue(), "image/png")).status_code == 200
        assert PortalImage.objects.count() == 0

    @pytest.mark.parametrize(
        ("name", "content", "status"),
        [("a.pdf", b"%PDF-1.7 << /Type /Pages /Count 12 >>", 302), ("a.exe", b"MZ", 200), ("a.pdf", b"<html>", 200)],
    )
    def test_only_real_documents_are_stored(
        self, name: str, content: bytes, status: int, editor: Any, client_as: Any, settings: Any, tmp_path: Any
    ) -> None:
        from home.models import PortalDocument

        settings.MEDIA_ROOT = tmp_path
        post = {"title": "Vejledning", "file": upload(name, content), "language": "da"}
        assert client_as(editor).post("/cms/documents/add/", post).status_code == status
        assert list(PortalDocument.objects.values_list("pages", flat=True)) == ([12] if status == 302 else [])
