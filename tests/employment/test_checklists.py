"""The checklist: ticked on the page, as a PDF, or behind a private link that no other window overwrites."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from employment.domain import checklists
from employment.domain.checklists import Answer, Filled
from employment.models import ChecklistPage, KeptChecklist
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/tjekliste/"
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
PRIVATE = "Husk at spørge Ditte om nøglen"
ITEMS = [("prepare", "Pladsen er klar."), ("consider", "Vi ved hvorfor."), ("first_day", "Nogen står ved døren.")]
TALKS = [("Første dag", 0, "days"), ("Første uge", 1, "weeks"), ("Tre måneder", 3, "months"), ("Et år", 1, "years")]


@pytest.fixture
def checklist(site_tree: SiteTree) -> ChecklistPage:
    page = ChecklistPage(title="Tjekliste", slug="tjekliste", locale=site_tree.section.locale, live=True)
    page.items = [("item", {"stage": stage, "text": text}) for stage, text in ITEMS]
    page.talks = [("talk", {"title": title, "count": n, "unit": unit, "text": "Tal."}) for title, n, unit in TALKS]
    site_tree.section.add_child(instance=page)
    return ChecklistPage.objects.get(pk=page.pk)


def typed(checklist: ChecklistPage, **more: str) -> dict[str, str]:
    """What a person posts: the first item ticked, with name, day and note."""
    key = checklists.items_of(checklist)[0].key
    values = {f"done-{key}": "on", f"who-{key}": "Lederen", f"due-{key}": "2026-12-01", f"note-{key}": PRIVATE}
    return {**values, "start": "2026-11-30", **more}


def kept_address(client: Client, checklist: ChecklistPage) -> str:
    answer = client.post(f"{ADDRESS}gem/", typed(checklist))
    assert answer.status_code == 302
    return answer["Location"]


# --- the days of the plan --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "days"),
    [
        (date(2026, 11, 30), ["2026-11-30", "2026-12-07", "2027-02-28", "2027-11-30"]),
        (date(2028, 2, 29), ["2028-02-29", "2028-03-07", "2028-05-29", "2029-02-28"]),
        (date(2026, 3, 28), ["2026-03-28", "2026-04-04", "2026-06-28", "2027-03-28"]),
    ],
)
def test_the_plan_is_counted_by_the_calendar(checklist: ChecklistPage, start: date, days: list[str]) -> None:
    assert [str(talk.day) for talk in checklists.talks_of(checklist, start)] == days


def test_a_talk_on_a_weekend_says_so(checklist: ChecklistPage) -> None:
    assert [talk.is_weekend for talk in checklists.talks_of(checklist, date(2026, 11, 30))] == [
        False,
        False,
        True,
        False,
    ]


def test_without_a_first_day_the_plan_has_no_days(checklist: ChecklistPage, stranger: Client) -> None:
    assert [talk.day for talk in checklists.talks_of(checklist, None)] == [None] * 4
    assert stranger.get(ADDRESS).status_code == 200


# --- the page --------------------------------------------------------------------------------------------------------
def test_the_page_shows_the_items_stage_by_stage(checklist: ChecklistPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS)
    places = [answer.text.index(text) for text in ("Vi ved hvorfor.", "Pladsen er klar.", "Nogen står ved døren.")]
    assert places == sorted(places)
    assert "0 af 3" in answer.text
    assert "private" in answer["Cache-Control"]


def test_days_are_worked_out_and_nothing_is_stored(checklist: ChecklistPage, stranger: Client) -> None:
    answer = stranger.post(ADDRESS, typed(checklist, act="days"))
    assert "1 af 3" in answer.text
    assert "søndag den 28. februar 2027" in answer.text
    assert PRIVATE in answer.text
    assert KeptChecklist.objects.count() == 0


def test_one_item_and_three_cost_the_same(checklist: ChecklistPage, django_assert_num_queries: Any) -> None:
    Client().get(ADDRESS)
    for number in (1, 3):
        checklist.items = [("item", {"stage": stage, "text": text}) for stage, text in ITEMS[:number]]
        checklist.save()
        with django_assert_num_queries(7):
            assert Client().get(ADDRESS).text.count('name="done-') == number


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("note", "x" * 10_000),
        ("note", "Ring til 010190-1234"),
        ("note", "\x00\x07"),
        ("who", "x" * 81),
        ("who", "a\nb"),
        ("due", "i morgen"),
        ("due", "9999-12-31"),
        ("due", "1" * 5000),
    ],
)
def test_what_cannot_be_kept_is_explained_and_the_rest_stays(
    checklist: ChecklistPage, stranger: Client, field: str, value: str
) -> None:
    key = checklists.items_of(checklist)[0].key
    posted = typed(checklist, **{f"{field}-{key}": value}) | {
        f"note-{checklists.items_of(checklist)[1].key}": "Den anden note"
    }
    for address in (ADDRESS, f"{ADDRESS}gem/", f"{ADDRESS}pdf/"):
        answer = stranger.post(address, posted)
        assert answer.status_code == 200
        assert "error-summary" in answer.text
        assert "Den anden note" in answer.text
    if field == "note" and value.isprintable():
        assert value in answer.text
    assert KeptChecklist.objects.count() == 0


def test_a_note_of_two_thousand_letters_is_kept(checklist: ChecklistPage, stranger: Client) -> None:
    key = checklists.items_of(checklist)[0].key
    assert stranger.post(f"{ADDRESS}gem/", typed(checklist, **{f"note-{key}": "x" * 2000})).status_code == 302


def test_html_comes_back_as_text(checklist: ChecklistPage, stranger: Client) -> None:
    key = checklists.items_of(checklist)[0].key
    answer = stranger.post(ADDRESS, typed(checklist, **{f"note-{key}": "<script>alert(1)</script>"}))
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_wrong_methods_and_unknown_addresses(checklist: ChecklistPage, stranger: Client) -> None:
    assert stranger.put(ADDRESS).status_code == 405
    assert stranger.get(f"{ADDRESS}gem/").status_code == 405
    assert stranger.get(f"{ADDRESS}gemt/abc/slet/").status_code == 405
    assert stranger.get(f"{ADDRESS}andet/").status_code == 404


def test_a_post_from_elsewhere_is_refused(checklist: ChecklistPage) -> None:
    assert Client(enforce_csrf_checks=True).post(f"{ADDRESS}gem/", typed(checklist)).status_code == 403
    assert KeptChecklist.objects.count() == 0


# --- on paper --------------------------------------------------------------------------------------------------------
def test_the_empty_file_has_lines_to_write_on(checklist: ChecklistPage, stranger: Client) -> None:
    answer = stranger.get(f"{ADDRESS}pdf/")
    words = " ".join(reading.text_of(answer.content).split())
    assert words.count("Hvem og hvornår:") == 3
    assert "Vi ved hvorfor." in words


def test_the_filled_file_holds_what_was_written_as_text(checklist: ChecklistPage, stranger: Client) -> None:
    key = checklists.items_of(checklist)[0].key
    answer = stranger.post(f"{ADDRESS}pdf/", typed(checklist, **{f"note-{key}": "<b>fed</b> {{ 7 }}"}))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    words = " ".join(reading.text_of(answer.content).split())
    assert "1 af 3 er klaret." in words
    assert "Hvem: Lederen." in words
    assert "<b>fed</b> {{ 7 }}" in words
    assert "28. februar 2027" in words
    assert KeptChecklist.objects.count() == 0


# --- behind a link ---------------------------------------------------------------------------------------------------
def test_a_link_keeps_the_list_sealed_and_only_the_link_opens_it(checklist: ChecklistPage, stranger: Client) -> None:
    address = kept_address(stranger, checklist)
    shown = stranger.get(address)
    assert PRIVATE in shown.text
    assert shown["Cache-Control"] == "private, no-store"
    assert shown["X-Robots-Tag"] == "noindex"
    assert "Vores liste er ikke ændret siden." in shown.text
    token = address.rstrip("/").rsplit("/", 1)[-1]
    stored = KeptChecklist.objects.values().get()
    assert len(token) >= 43
    assert not any(secret in str(stored) for secret in (token, "Ditte", "Lederen"))
    for guess in (stored["token_hash"], str(stored["id"]), token[:-1], "%00", "x" * 4000):
        assert stranger.get(f"{ADDRESS}gemt/{guess}/").status_code == 404
        assert stranger.post(f"{ADDRESS}gemt/{guess}/", typed(checklist)).status_code == 404


def saved(client: Client, address: str, checklist: ChecklistPage, version: int, **more: str) -> Any:
    return client.post(address, typed(checklist, version=str(version), **more))


def test_saving_again_keeps_it_twelve_months_more(checklist: ChecklistPage) -> None:
    token = checklists.keep(checklist, Filled(), now=NOW)
    kept = KeptChecklist.objects.get()
    assert kept.delete_after == date(2027, 11, 3)
    later = datetime(2027, 2, 1, 12, tzinfo=UTC)
    for _time in range(2):  # the same words again change nothing but the day
        kept = checklists.save(kept, Filled(date(2027, 3, 1)), seen=1, now=later)
        assert (kept.version, kept.delete_after) == (2, date(2028, 2, 1))
    assert checklists.find(token, today=date(2028, 2, 1)) is not None
    assert checklists.find(token, today=date(2028, 2, 2)) is None


def test_of_two_windows_the_late_one_is_told_and_keeps_its_words(checklist: ChecklistPage, stranger: Client) -> None:
    address = kept_address(stranger, checklist)
    key = checklists.items_of(checklist)[0].key
    assert saved(stranger, address, checklist, 1, **{f"who-{key}": "HR"}).status_code == 302
    late = saved(stranger, address, checklist, 1, **{f"who-{key}": "Kollegaen"})
    assert late.status_code == 409
    assert "Kollegaen" in late.text
    assert "To vinduer, to lister" in late.text
    assert Filled.of_json(KeptChecklist.objects.get().content).answers[key].who == "HR"
    version = int(re.findall(r'name="version" value="(\d+)"', late.text)[0])
    assert saved(stranger, address, checklist, version, **{f"who-{key}": "Kollegaen"}).status_code == 302
    assert Filled.of_json(KeptChecklist.objects.get().content).answers[key].who == "Kollegaen"


def test_the_link_tells_what_editors_have_changed_since(checklist: ChecklistPage, stranger: Client) -> None:
    address = kept_address(stranger, checklist)
    first, second, third = checklists.items_of(checklist)
    blocks = {block.id: block for block in checklist.items}
    blocks[first.key].value["text"] = "Vi ved præcis hvorfor."
    raw = [block for block in checklist.items.raw_data if block["id"] != second.key]
    for block in raw:
        if block["id"] == first.key:
            block["value"]["text"] = "Vi ved præcis hvorfor."
    checklist.items = checklist._meta.get_field("items").to_python(
        [*raw, {"type": "item", "value": {"stage": "recruit", "text": "Ny."}}]
    )
    checklist.save()
    shown = stranger.get(address)
    assert "Vores liste er ændret siden." in shown.text
    assert shown.text.count('class="chip') == 2
    assert "Da du gemte:" in shown.text
    assert "Vi ved hvorfor." in shown.text
    checklist.refresh_from_db()
    again = stranger.post(address, typed(checklist, version="1"))
    assert again.status_code == 302
    assert "Vores liste er ikke ændret siden." in stranger.get(address).text
    assert third.key in Filled.of_json(KeptChecklist.objects.get().content).answers


def test_what_was_written_at_an_item_taken_away_is_still_shown(checklist: ChecklistPage, stranger: Client) -> None:
    address = kept_address(stranger, checklist)
    gone = checklists.items_of(checklist)[0]
    raw = [block for block in checklist.items.raw_data if block["id"] != gone.key]
    checklist.items = checklist._meta.get_field("items").to_python(raw)
    checklist.save()
    for _time in range(2):
        shown = stranger.get(address)
        assert "Punkter, som vi har taget væk siden" in shown.text
        assert PRIVATE in shown.text
        assert stranger.post(address, {"version": "1"}).status_code in (302, 409)


def test_a_list_is_deleted_on_request_and_on_its_day(checklist: ChecklistPage, stranger: Client) -> None:
    address = kept_address(stranger, checklist)
    for _time in range(2):
        assert stranger.post(f"{address}slet/").status_code == 200
    assert stranger.get(address).status_code == 404
    checklists.keep(checklist, Filled(), now=NOW)
    assert checklists.delete_expired(datetime(2027, 11, 3, 12, tzinfo=UTC)) == 0
    assert checklists.delete_expired(datetime(2027, 11, 4, 12, tzinfo=UTC)) == 1
    assert checklists.delete_expired(datetime(2027, 11, 4, 12, tzinfo=UTC)) == 0


def test_a_link_of_the_danish_page_leads_there_from_the_english(
    checklist: ChecklistPage, site_tree: SiteTree, stranger: Client
) -> None:
    address = kept_address(stranger, checklist)
    english = site_tree.en["section"]
    english.add_child(instance=ChecklistPage(title="List", slug="checklist", locale=english.locale, live=True))
    token = address.rstrip("/").rsplit("/", 1)[-1]
    assert stranger.get(f"/en/peer-groups/checklist/gemt/{token}/")["Location"] == address


def test_a_kept_list_gives_a_file_and_days_without_being_saved(checklist: ChecklistPage, stranger: Client) -> None:
    address = kept_address(stranger, checklist)
    before = KeptChecklist.objects.get()
    assert saved(stranger, address, checklist, 1, act="pdf")["Content-Type"] == "application/pdf"
    assert "7. december 2026" in saved(stranger, address, checklist, 1, act="days").text
    after = KeptChecklist.objects.get()
    assert (after.version, after.changed_at) == (before.version, before.changed_at)


def test_twenty_links_a_minute_are_fine_and_a_flood_waits_with_what_was_typed(
    checklist: ChecklistPage, stranger: Client
) -> None:
    answers = [stranger.post(f"{ADDRESS}gem/", typed(checklist)).status_code for _number in range(20)]
    assert answers == [302] * 20
    for _number in range(41):
        last = stranger.post(f"{ADDRESS}gem/", typed(checklist))
    assert last.status_code == 429
    assert PRIVATE in last.text


def test_a_stored_list_reads_as_it_was_written() -> None:
    item = checklists.Item("a", "prepare", "Pladsen er klar.")
    answer = Answer(True, "HR", date(2026, 12, 1), "Æøå", "Pladsen er klar.")
    again = Filled.of_json(Filled(date(2026, 11, 30), {"a": answer}).as_json([item]))
    assert again == Filled(date(2026, 11, 30), {"a": answer})
