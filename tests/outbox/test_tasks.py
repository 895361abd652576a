"""Background tasks that failed stand on the workbench, and run again where that is safe."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from outbox.domain import tasks
from outbox.tasks import REPEATABLE
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
PAGE = "/administration/opgaver/"
SAFE = "home.tasks.make_picture_sizes"


@pytest.fixture(autouse=True)
def _place(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def desk(administrator: Any, client_as: Any) -> Client:
    return client_as(administrator)


def task(status: str = "FAILED", *, path: str = SAFE, ago: timedelta = timedelta(hours=2)) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=status,
        task_path=path,
        args_kwargs={"args": [4711], "kwargs": {}},
        backend_name="default",
        run_after=NOW,
        started_at=NOW - ago,
        exception_class_path="builtins.ValueError" if status == "FAILED" else "",
        traceback="hemmelig tekst",
    )


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_only_administrators_come_in(coordinator: Any, client_as: Any, stranger: Client) -> None:
    one = task()
    browser = client_as(coordinator)
    assert (browser.get(PAGE).status_code, browser.post(f"{PAGE}{one.pk}/igen/").status_code) == (403, 403)
    assert (stranger.get(PAGE).status_code, stranger.post(f"{PAGE}{one.pk}/igen/").status_code) == (302, 302)
    one.refresh_from_db()
    assert one.status == "FAILED"


def test_wrong_methods_are_refused(desk: Client) -> None:
    assert (desk.post(PAGE).status_code, desk.get(f"{PAGE}{task().pk}/igen/").status_code) == (405, 405)
    assert desk.post(f"{PAGE}{task().pk}/slet/").status_code == 404


def test_what_failed_and_what_was_killed_is_shown_without_what_it_said(desk: Client) -> None:
    task()
    task("RUNNING")
    task("RUNNING", ago=timedelta(minutes=5))
    task("SUCCESSFUL")
    shown = text(desk.get(PAGE))
    assert shown.count('<th scope="row"') == 2
    assert [words in shown for words in ("ValueError", "4711", "hemmelig", "Størrelser")] == [True, False, False, True]
    assert "opgaver er gået galt" in text(desk.get("/administration/"))


def test_a_task_that_may_be_repeated_runs_again_once(desk: Client) -> None:
    one = task()
    assert [desk.post(f"{PAGE}{one.pk}/igen/").status_code for _ in range(2)] == [302, 302]
    one.refresh_from_db()
    assert (one.status, one.traceback, tasks.failed(now=NOW).count()) == ("READY", "", 0)


def test_one_that_nobody_has_called_safe_is_never_run_again(desk: Client) -> None:
    one = task(path="gone.tasks.pay")
    assert "Kør igen" not in text(desk.get(PAGE))
    desk.post(f"{PAGE}{one.pk}/igen/")
    one.refresh_from_db()
    assert one.status == "FAILED"


def test_the_note_is_put_away_and_a_second_time_is_harmless(desk: Client) -> None:
    one, fine = task(), task("SUCCESSFUL")
    for key in (one.pk, one.pk, fine.pk, uuid.uuid4()):
        assert desk.post(f"{PAGE}{key}/fjern/").status_code == 302
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [fine.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(desk: Client, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        task()
    desk.get(PAGE)
    with django_assert_num_queries(7):
        assert text(desk.get(PAGE)).count('<th scope="row"') == number


def test_every_task_of_the_portal_is_named() -> None:
    assert {"home.tasks.make_picture_sizes", "employment.tasks.make_guide_pdf"} <= set(REPEATABLE)
