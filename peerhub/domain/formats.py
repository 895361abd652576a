"""What a scheme's choices make of its rounds, where they disagree with its settings, and what visitors are told."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..enums import Audience, AxisChoice, Grouping, MeetingForm, StartBy
from ..models.programmes import Format, PeerProgramme, Sizes
from ..pairs import PAIRS, Pair

Text = str | Promise
CLOSED, BETWEEN, OPEN = AxisChoice.CLOSED, AxisChoice.BETWEEN, AxisChoice.OPEN
SMALL_MOST = 4
LARGE_LEAST = 5
# Matching wants about four times as many people as a group holds (domain.md §3, an assumption).
PEOPLE_PER_GROUP_SIZE = 4


@dataclass(frozen=True)
class RoundSettings:
    """What a round may be set to under a scheme's format. With one value there is nothing to choose."""

    grouping: tuple[str, ...]
    audience: tuple[str, ...]
    start_by: tuple[str, ...]
    meeting_form: tuple[str, ...]
    has_roles: bool
    takes_region: bool
    needs_region: bool
    needs_end: bool


def settings_for(programme: PeerProgramme) -> RoundSettings:
    """What a new round of the scheme gets: the first value of each, and among what it may choose."""
    return RoundSettings(
        grouping=_by_pole(programme.grouping, Grouping.PREDEFINED, Grouping.MATCH),
        audience=_by_pole(programme.recruitment, Audience.MEMBERS, Audience.ALL),
        start_by=_by_pole(programme.start_time, StartBy.FIXED, StartBy.PREFERENCES),
        meeting_form=_forms(programme),
        has_roles=programme.has_roles,
        takes_region=programme.organisation in (BETWEEN, OPEN),
        needs_region=programme.is_decentral,
        needs_end=programme.ending in (CLOSED, BETWEEN),
    )


def _by_pole(choice: str, closed: str, open: str) -> tuple[str, ...]:
    """One value at a pole; between the poles, and where the pair does not apply, either, the open one first."""
    return (closed,) if choice == CLOSED else (open,) if choice == OPEN else (open, closed)


def _forms(programme: PeerProgramme) -> tuple[str, ...]:
    either = (MeetingForm.EITHER, MeetingForm.PHYSICAL, MeetingForm.VIRTUAL)
    poles: dict[str, tuple[str, ...]] = {
        CLOSED: (MeetingForm.PHYSICAL, MeetingForm.EITHER),
        OPEN: (MeetingForm.VIRTUAL,),
    }
    return poles.get(programme.meeting_place, either)


def disagreements(programme: PeerProgramme) -> list[Text]:
    """Where the choices and the settings do not fit each other. Nothing is stopped by it: a coordinator decides."""
    return [*_sizes(programme), *_outside(programme), *clashes(programme)]


def _sizes(programme: PeerProgramme) -> list[Text]:
    found: list[Text] = []
    if programme.group_size == CLOSED and programme.max_size > SMALL_MOST:
        found.append(_("You have chosen small groups, but a group may be %(most)d.") % {"most": programme.max_size})
    if programme.group_size == OPEN and programme.target_size < LARGE_LEAST:
        found.append(
            _("You have chosen larger groups, but the wished size is %(size)d.") % {"size": programme.target_size}
        )
    if programme.max_size > Sizes.LARGE and not programme.has_leader and not programme.size_reason:
        found.append(_("Groups of more than nine need a fixed leader, or a reason why it works without."))
    expected, wanted = programme.expected_signups, PEOPLE_PER_GROUP_SIZE * programme.target_size
    matched = programme.grouping in (OPEN, BETWEEN) and programme.group_size == OPEN
    if matched and expected is not None and expected < wanted:
        found.append(
            _("Matching larger groups will be hard with %(expected)d signups. About %(wanted)d are needed.")
            % {"expected": expected, "wanted": wanted}
        )
    return found


def _outside(programme: PeerProgramme) -> list[Text]:
    found: list[Text] = []
    if programme.coordination == OPEN and not programme.outside_link:
        found.append(_("Groups keep in touch on a social medium, but there is no address."))
    if programme.coordination == CLOSED and programme.outside_link:
        found.append(_("Groups keep in touch by mail, but there is an address of a social medium."))
    if programme.group_grant and programme.organisation == CLOSED:
        found.append(_("Money for each group is meant for schemes that are run locally."))
    return found


def clashes(programme: Format) -> list[Text]:
    """Choices that do not go well together, whatever the settings."""
    found: list[Text] = []
    if programme.leadership == programme.feedback == OPEN and (programme.ending == OPEN or programme.structure == OPEN):
        found.append(_("Groups run themselves and write only when needed. Nobody may notice that one fades out."))
    if programme.intake == OPEN and programme.grouping == OPEN:
        found.append(_("Matching needs rounds. Standing open groups have none."))
    if programme.intake == OPEN and programme.ending == CLOSED:
        found.append(_("Standing open groups have no shared ending."))
    if programme.meeting_place == OPEN and programme.organisation == OPEN:
        found.append(_("Groups meet online, so a region for each round shuts people out without need."))
    if programme.content_source == CLOSED and programme.structure == OPEN:
        found.append(_("Professionals need a plan to be invited to. An open course has none."))
    return found


def summary_for_visitors(programme: PeerProgramme) -> list[Text]:
    """What the choices mean to somebody who thinks of taking part, a sentence a pair; pairs that matter to none of
    them say nothing."""
    told = [pair.tells[choice] for pair, choice in _chosen(programme) if choice in pair.tells]
    return [*told, *_grant(programme)]


def _grant(programme: PeerProgramme) -> list[Text]:
    if not programme.group_grant:
        return []
    return [_("Each group gets %(amount)d kroner for its meetings.") % {"amount": programme.group_grant}]


def effects(programme: PeerProgramme) -> list[tuple[Pair, AxisChoice, Text]]:
    """Each pair with the choice and what the portal does because of it; for coordinators."""
    return [(pair, choice, pair.does.get(choice, _("Nothing follows."))) for pair, choice in _chosen(programme)]


def _chosen(programme: PeerProgramme) -> list[tuple[Pair, AxisChoice]]:
    return [(pair, programme.choice(pair.axis)) for pair in PAIRS]
