"""When what a training holds goes: on its day, with the person, and what the person's own page says of that day."""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command

from accounts import registry
from accounts.domain import consents, erasure
from accounts.models import User
from courses.domain import training_links, training_retention
from courses.domain.practice_log import Written, save
from courses.domain.training_records import begin_relation
from courses.models import (
    FollowUpAttendance,
    GuideRelation,
    GuideTraining,
    LogEntry,
    LogWords,
    Supervision,
    TrainingEvent,
    TrainingLink,
)
from tests.conftest import NOW

from .training import CAP, START, at, begin, make_cohort, make_consent_texts, make_passed, meet

pytestmark = pytest.mark.django_db
DAY = START + timedelta(days=30)
HELD = (LogEntry, LogWords, GuideRelation, TrainingLink)


@pytest.fixture
def training(participant: User, supervisor: User, coordinator: User) -> GuideTraining:
    make_consent_texts()
    made = begin(make_passed(participant, make_cohort()), supervisor, coordinator, tasks="Hemmelig opgave")
    meet(made, supervisor)
    yes = consents.give(purpose="courses.practice_log", language="da", person=participant, now=at(DAY))
    save(made, Written(DAY, 60, did="Hemmelige ord"), by=participant, now=at(DAY), consent=yes)
    begin_relation(made, start_date=DAY, by=participant, now=at(DAY))
    training_links.make(made, part="guide", name="Guiden", by=supervisor, now=at(DAY))
    return GuideTraining.objects.get()


def goes(model: Any) -> Any:
    rule = registry.ENTRIES[model._meta.label_lower].goes
    assert rule is not None
    return rule(model.objects.get())


def test_nobody_knows_the_day_while_it_goes_on_and_everybody_after(training: GuideTraining) -> None:
    assert (goes(LogEntry), goes(LogWords)) == (None, None)
    GuideTraining.objects.update(state="ended_at_cap")
    last = CAP + relativedelta(months=12)
    assert (goes(LogEntry), goes(LogWords)) == (last, last)
    assert goes(TrainingLink) == DAY + timedelta(days=180)


def test_the_log_goes_on_its_day_and_the_rest_stays_as_counts(training: GuideTraining) -> None:
    GuideTraining.objects.update(state="ended_at_cap")
    last = CAP + relativedelta(months=12)
    assert training_retention.delete_logs(at(last)) == 0
    assert LogEntry.objects.count() == 1
    assert training_retention.delete_logs(at(last + timedelta(days=1))) == 1
    assert (LogEntry.objects.count(), LogWords.objects.count(), Supervision.objects.count()) == (0, 0, 1)
    assert training_retention.delete_logs(at(last + timedelta(days=1))) == 0


def test_a_link_goes_thirty_days_after_it_ran_out(training: GuideTraining) -> None:
    out = DAY + timedelta(days=180)
    assert training_links.delete_expired(at(out + timedelta(days=30))) == 0
    assert training_links.delete_expired(at(out + timedelta(days=31))) == 1


def test_with_the_person_goes_everything_that_names_somebody(training: GuideTraining, participant: User) -> None:
    assert all(model.objects.exists() for model in HELD)
    erasure.request(person=participant, by=None, now=NOW)
    assert erasure.erase(subject=participant.uuid, now=NOW)
    assert [model.objects.count() for model in HELD] == [0, 0, 0, 0]
    left = GuideTraining.objects.get()
    assert (left.person, left.tasks, left.workplace_guide, left.state) == (None, "", "", "interrupted")
    # Days and steps stay as counts of a training that names nobody.
    assert (FollowUpAttendance.objects.count(), Supervision.objects.count()) == (2, 1)
    assert TrainingEvent.objects.exists()
    assert not TrainingEvent.objects.filter(by=participant).exists()


def test_the_dry_run_counts_them_and_deletes_none(training: GuideTraining, capsys: Any) -> None:
    GuideTraining.objects.update(state="ended_at_cap")
    far = date(2040, 1, 1)
    call_command("run_due", "--dry-run", "--now", f"{far.isoformat()}T00:00:00")
    assert "practice_logs_delete: 1" in capsys.readouterr().out
    assert LogEntry.objects.count() == 1
