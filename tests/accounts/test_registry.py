"""The register of fields: every field is classified, and the record of processing is read off it."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from accounts import registry
from accounts.models import User
from accounts.registry import Kind, classify
from tests.fixtures.sites import SiteTree
from tests.project.sources import APPS, ROOT

# What names no member of staff by a link, but holds something about people all the same.
WITHOUT_A_LINK = {"sessions.session"}
ADDRESS = "/administration/behandlinger/"


def test_every_field_of_every_model_is_classified() -> None:  # P1
    assert registry.unclassified(APPS) == []


def test_a_field_that_nobody_classified_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = registry.ENTRIES["home.enquiry"]
    left = {name: kind for name, kind in entry.kinds.items() if name != "phone"}
    monkeypatch.setitem(registry.ENTRIES, "home.enquiry", registry.Processing("home.enquiry", "x", left))
    assert registry.unclassified(APPS) == ["home.enquiry.phone"]


def test_every_link_to_a_person_in_every_table_is_classified_as_personal_or_says_why() -> None:
    # Staff at work on a case.
    quiet = {"home.enquiry.assigned_to", "home.enquirymessage.by", "home.enquiryevent.by"}
    quiet |= {"peerhub.signupevent.by", "peerhub.placeoffer.made_by"}
    loose = []
    for model in apps.get_models():
        entry = registry.ENTRIES.get(model._meta.label_lower)
        loose += [
            f"{model._meta.label_lower}.{one.name}"
            for one in model._meta.local_fields
            if one.related_model is User and (entry is None or entry.kinds.get(one.name) != Kind.PERSONAL)
        ]
    assert set(loose) - quiet == set()


def test_tables_of_libraries_without_a_link_are_listed_too() -> None:
    assert WITHOUT_A_LINK - set(registry.ENTRIES) == set()


def test_what_is_about_people_says_why_on_what_ground_for_whom_and_until_when() -> None:
    assert [
        entry.label
        for entry in registry.about_people()
        if not all((entry.purpose, entry.basis, entry.recipients, entry.retention))
    ] == []


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LookupError, match="shoe_size"):
        classify(User, {"shoe_size": Kind.PERSONAL})


def test_something_about_people_without_a_purpose_is_refused() -> None:
    with pytest.raises(ValueError, match="purpose"):
        classify("accounts.Use", {"key": Kind.PERSONAL})


def test_the_record_in_the_documents_is_up_to_date() -> None:
    out = StringIO()
    call_command("records_of_processing", stdout=out)
    assert (ROOT / "docs" / "records-of-processing.md").read_text() == out.getvalue()


# --- the page --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_an_administrator_reads_the_record(
    administrator: User, site_tree: SiteTree, client_as: Any, django_assert_num_queries: Any
) -> None:
    browser = client_as(administrator)
    browser.get(ADDRESS)
    with django_assert_num_queries(5):
        text = browser.get(ADDRESS).content.decode()
    assert text.count("<tr>") == len(registry.about_people()) + 1
    assert browser.post(ADDRESS).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["coordinator", "editor", "participant"])
def test_nobody_else_reads_it(who: str, request: Any, client_as: Any) -> None:
    assert client_as(request.getfixturevalue(who)).get(ADDRESS).status_code == 403


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(stranger: Client) -> None:
    assert stranger.get(ADDRESS).status_code == 302


def test_a_row_goes_before_the_row_it_may_not_be_without() -> None:
    order = [entry.label for entry in registry.in_order_of_going()]
    assert order.index("accounts.consent") < order.index("accounts.consenttext")
    assert sorted(order) == [entry.label for entry in registry.about_people()]
