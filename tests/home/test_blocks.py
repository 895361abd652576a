"""Blocks that bring something from elsewhere, and the forms behind what they show."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from accounts.models import User
from home.blocks.media import FilmBlock
from home.models import PortalDocument
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://www.youtube.com/watch?v=abc123&t=9"


def film(**values: Any) -> Any:
    return FilmBlock().to_python({"title": "Et møde", "length": "3 min.", **values})


def document(name: str, content: bytes = b"%PDF-1.7\n%%EOF") -> PortalDocument:
    made = PortalDocument(title=name)
    made.file.save(name, ContentFile(content), save=False)
    made.save()
    return made


def test_a_film_elsewhere_is_not_loaded_says_that_it_has_captions_and_leads_there_without_script() -> None:
    html = FilmBlock().render(film(url=ELSEWHERE, captioned=True))
    assert "3 min., med undertekster</p>" in html
    assert 'data-film="https://www.youtube-nocookie.com/embed/abc123"' in html
    assert 'href="https://www.youtube.com/watch?v=abc123&amp;t=9"' in html
    assert [part for part in ("<iframe", "<script", "src=") if part in html] == []


def test_captions_elsewhere_say_nothing_of_our_own_file() -> None:
    own = film(file=document("f.mp4", b"\0\0\0\x18ftypmp42").pk, captioned=True)
    assert (own.is_captioned, own.is_accessible) == (False, False)


@pytest.mark.parametrize(("field", "name"), [("file", "f.pdf"), ("captions", "f.txt")])
def test_a_film_is_mp4_and_its_captions_vtt(field: str, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        FilmBlock().clean(film(**{"url": ELSEWHERE, field: document(name).pk}))
    assert list(refused.value.block_errors) == [field]


def test_a_document_made_by_code_tells_its_size() -> None:
    assert document("kort.pdf").facts == "PDF, 1 KB, på dansk"


def test_a_program_called_pdf_is_refused_in_one_sentence(editor: User, client_as: Callable[..., Client]) -> None:
    data = {
        "title": "Plan",
        "file": SimpleUploadedFile("plan.pdf", b"MZ\x90\x00"),
        "language": "da",
        "collection": Collection.get_first_root_node().pk,
    }
    answer = client_as(editor).post(reverse("wagtaildocs:add"), data)
    assert answer.context["form"].errors.get_json_data() == {
        "file": [{"message": "Filen er ikke en rigtig pdf-fil. Gem den igen som pdf.", "code": "content"}]
    }
    assert not PortalDocument.objects.exists()


def test_a_page_is_owned_by_somebody_who_writes_and_nobody_else_is_named(
    site_tree: SiteTree, everybody: dict[str, User], client_as: Callable[..., Client]
) -> None:
    page = client_as(everybody["moderator"]).get(reverse("wagtailadmin_pages:edit", args=[site_tree.content.pk]))
    choices = page.context["form"].fields["content_owner"]
    assert {person.first_name for person in choices.queryset} == {"Administrator", "Editor", "Moderator", "Translator"}
    text = page.content.decode()
    assert "Editor Test</option>" in text
    assert [name for name in ("participant", "outsider") if everybody[name].first_name in text] == []
