"""Several at the same moment: one record for one draft and one address (R2, R4)."""

import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connections

from outbox.models import Message
from peerhub.domain import drafts, signups
from peerhub.domain.signup_consents import MATCHING
from peerhub.models import Signup, SignupDraft, SignupRound
from tests.conftest import NOW

from .signing import ABOUT

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TIMES = 5


def ready(round: SignupRound) -> SignupDraft:
    draft = drafts.begin(round=round, language="da", now=NOW)
    for step, values in (("about", ABOUT), ("where", {"region": "midtjylland"}), ("wishes", {})):
        draft = drafts.save_step(draft, step, values, now=NOW)
    return draft


def send_all(waiting: list[SignupDraft]) -> Counter[bool]:
    start, made = threading.Barrier(len(waiting)), Counter[bool]()

    def send(draft: SignupDraft) -> None:
        try:
            start.wait()
            signup = signups.submit(draft, said={MATCHING: ""}, language="da", now=NOW)
            made[signup is not None] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(draft,)) for draft in waiting]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return made


def test_one_draft_sent_five_times_at_once_is_one_signup(open_round: SignupRound) -> None:
    assert send_all([ready(open_round)] * TIMES) == {True: TIMES}
    assert (Signup.objects.count(), Message.objects.count()) == (1, 1)


def test_five_drafts_of_one_address_at_once_are_one_signup(open_round: SignupRound) -> None:
    made: Any = send_all([ready(open_round) for _ in range(TIMES)])
    assert made == {True: 1, False: TIMES - 1}
    kinds = Counter(Message.objects.values_list("kind", flat=True))
    assert (Signup.objects.count(), kinds["peerhub.signup_known"]) == (1, TIMES - 1)
