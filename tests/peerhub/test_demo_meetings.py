"""The meetings of the demo's groups, and the open café."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from home.demo import Plan
from home.domain.readability import lix
from outbox.models import Message
from peerhub import demo_meetings
from peerhub.demo_consents import ensure_texts
from peerhub.demo_groups import seed_groups
from peerhub.demo_meetings import seed_meetings
from peerhub.demo_rounds import seed_rounds
from peerhub.domain import standing, watching
from peerhub.meeting_enums import MeetingState
from peerhub.models import GroupMeeting, PeerGroup
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)


def test_meetings_stand_in_every_state_one_group_is_quiet_and_one_lacks_a_leader(
    administrator: User, coordinator: User
) -> None:
    User.objects.filter(pk=administrator.pk).update(email="demo-admin@example.org")
    ensure_texts(NOW)
    plan = Plan(today=TODAY, scale=1, say=lambda _line: None)
    seed_rounds(plan)
    seed_groups(plan)
    for _time in range(2):
        seed_meetings(plan)
    assert set(GroupMeeting.objects.values_list("state", flat=True)) == set(MeetingState.values)
    with_members = PeerGroup.objects.filter(round__isnull=False, meetings__duties__isnull=False).distinct()
    assert with_members.count() == 6  # those of the cast are not seeded here
    towns = {one.town for one in watching.quiet_groups(coordinator, NOW)}
    assert "Roskilde" in towns
    assert "Aarhus" not in towns
    assert "Aarhus" in {one.town for one in watching.groups_without_convener(coordinator, NOW)}
    [cafe] = standing.open_groups()
    assert (cafe.title, standing.free_in(cafe)) == ("Tirsdagscaféen", 4)
    first = standing.first_meeting(cafe, NOW)
    assert first is not None
    assert timezone.localdate(first.starts_at) == date(2026, 11, 6)
    assert not Message.objects.exists()
    assert lix(demo_meetings.AGREEMENT) < 45
