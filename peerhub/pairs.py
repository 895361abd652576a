"""The 15 pairs in words: their poles, what a choice makes the portal do, and what a visitor is told (domain.md §3).

Closed, central and work-intensive stands left, open, peer-driven and light right, as on the sheet of S1.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import AxisChoice, SchemeAxis

CLOSED, BETWEEN, OPEN = AxisChoice.CLOSED, AxisChoice.BETWEEN, AxisChoice.OPEN
Words = dict[str, Promise]


@dataclass(frozen=True)
class Pair:
    """One pair. `does` is for coordinators, `tells` for visitors; a choice that is not there says nothing."""

    axis: SchemeAxis
    closed: Promise
    open: Promise
    does: Words
    tells: Words = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Its place on the sheet, from 1."""
        return SchemeAxis.values.index(self.axis) + 1


PAIRS: tuple[Pair, ...] = (
    Pair(
        SchemeAxis.ORGANISATION,
        _("Run centrally"),
        _("Run locally"),
        {
            CLOSED: _("One team of coordinators runs every round. A round has no region."),
            BETWEEN: _("A round may have a region. Then its local coordinators run it."),
            OPEN: _("Each round has a region. Local coordinators see and change only theirs. Groups may get money."),
        },
    ),
    Pair(
        SchemeAxis.GROUP_SIZE,
        _("Small groups"),
        _("Larger groups"),
        {
            CLOSED: _("Groups of two to four. Rounds take their sizes from here, and matching keeps to them."),
            BETWEEN: _("The sizes below decide. Rounds take them from here, and matching keeps to them."),
            OPEN: _("Groups of five or more. Rounds take their sizes from here, and matching keeps to them."),
        },
    ),
    Pair(
        SchemeAxis.INTAKE,
        _("Rounds with closed groups"),
        _("Standing open groups"),
        {
            CLOSED: _("Groups are made in rounds with dates. Once a group has started, nobody new joins."),
            BETWEEN: _("Groups are made in rounds with dates. A free place may be filled later."),
            OPEN: _("There are no rounds. The programme page says that one can join all year."),
        },
        {
            CLOSED: _("Groups start in rounds, and they are closed once they have started."),
            BETWEEN: _("Groups start in rounds. If a place becomes free, somebody new may join."),
            OPEN: _("The groups are open all year. New people can join, and others can stop."),
        },
    ),
    Pair(
        SchemeAxis.GROUPING,
        _("Groups made beforehand"),
        _("Groups from a match"),
        {
            CLOSED: _("Signup shows a list of groups, and people rank up to three."),
            BETWEEN: _("Each round decides: a list of groups, or matching."),
            OPEN: _("Signup asks for wishes, and matching proposes groups in the order you give the criteria."),
        },
        {
            CLOSED: _("You choose among groups that we have described beforehand."),
            BETWEEN: _("Some groups are described beforehand, others are put together from your answers."),
            OPEN: _("We put the groups together from your answers and wishes."),
        },
    ),
    Pair(
        SchemeAxis.LEADERSHIP,
        _("Meetings with a fixed leader"),
        _("Self-governing groups"),
        {
            CLOSED: _("A group must have a facilitator before it can begin."),
            BETWEEN: _("A group may have a facilitator. Otherwise the role as convener takes turns."),
            OPEN: _("The role as convener takes turns. The portal suggests whose turn it is."),
        },
        {
            CLOSED: _("Each group has a fixed leader who invites and leads the meetings."),
            BETWEEN: _("The group gets help from a leader and runs more and more by itself."),
            OPEN: _("The group runs itself. Members take turns to call and lead the next meeting."),
        },
    ),
    Pair(
        SchemeAxis.MEETING_PLACE,
        _("Face to face"),
        _("Online"),
        {
            CLOSED: _("Meetings have a place with hearing loop, light and step-free access. Distance counts."),
            BETWEEN: _("People choose at signup: face to face, online, or either."),
            OPEN: _("Meetings have a link and captions. Distance does not count."),
        },
        {
            CLOSED: _("You mostly meet face to face, near where you live."),
            BETWEEN: _("You choose whether you want to meet face to face, online or either."),
            OPEN: _("You meet online with captions."),
        },
    ),
    Pair(
        SchemeAxis.EQUALITY,
        _("Givers and receivers"),
        _("Equals"),
        {
            CLOSED: _("People sign up as giver or receiver. Each group gets at least one giver."),
            BETWEEN: _("People may sign up as giver or receiver. Each group gets at least one giver."),
            OPEN: _("Nobody is asked about a role. All are peers."),
        },
        {
            CLOSED: _("Somebody with more experience supports those who are new."),
            BETWEEN: _("Some have more experience than others, and you say yourself where you stand."),
            OPEN: _("All are equal. Nobody is a helper for the others."),
        },
    ),
    Pair(
        SchemeAxis.RECRUITMENT,
        _("Members only"),
        _("Everybody the scheme is for"),
        {
            CLOSED: _("Rounds are for members. Signup asks for membership, and no public list shows them."),
            BETWEEN: _("Each round decides whether it is for members only."),
            OPEN: _("Rounds are public, and nobody is asked about membership."),
        },
        {
            CLOSED: _("The groups are for members of the association."),
            BETWEEN: _("Some groups are for members of the association, others for everybody."),
            OPEN: _("You do not need to be a member of anything."),
        },
    ),
    Pair(
        SchemeAxis.START_TIME,
        _("First meeting fixed beforehand"),
        _("First meeting from people's wishes"),
        {
            CLOSED: _("A round cannot open before time and place of the first meeting are known."),
            BETWEEN: _("Each round decides whether the first meeting is known before it opens."),
            OPEN: _("Signup asks when people can meet. The date is set when groups are published."),
        },
        {
            CLOSED: _("Time and place of the first meeting are known before you sign up."),
            BETWEEN: _("The page of a round says whether the time of the first meeting is known."),
            OPEN: _("We find the time of the first meeting from the times you can manage."),
        },
    ),
    Pair(
        SchemeAxis.MEETING_TYPES,
        _("Meetings of one type"),
        _("Meetings of many types"),
        {
            CLOSED: _("A group plans start, theme and closing meetings."),
            BETWEEN: _("A group plans start, theme and closing meetings, and now and then an activity."),
            OPEN: _("A group may also plan activities and invite other groups."),
        },
        {OPEN: _("Meetings may also be a walk, a meal or a trip.")},
    ),
    Pair(
        SchemeAxis.STRUCTURE,
        _("Fixed content and structure"),
        _("Open course"),
        {
            CLOSED: _("The agenda is copied into each meeting and cannot be changed by the group."),
            BETWEEN: _("The agenda is copied into each meeting as a suggestion."),
            OPEN: _("Meetings begin with an empty agenda."),
        },
        {
            CLOSED: _("The meetings follow a fixed plan."),
            BETWEEN: _("You get a strong suggestion for the course, and the group decides."),
            OPEN: _("The group decides what the meetings hold."),
        },
    ),
    Pair(
        SchemeAxis.CONTENT_SOURCE,
        _("Professionals visit"),
        _("Shared resources"),
        {
            CLOSED: _("A meeting has a guest, who is invited through the portal."),
            BETWEEN: _("A meeting may have a guest and leads to the pages of its theme."),
            OPEN: _("A meeting leads to the pages of its theme in the resource kit."),
        },
        {
            CLOSED: _("Professionals visit the group with what they know."),
            BETWEEN: _("Professionals visit now and then, and there are free materials for each theme."),
            OPEN: _("There are free materials and questions for each theme."),
        },
    ),
    Pair(
        SchemeAxis.FEEDBACK,
        _("Fixed feedback"),
        _("Contact when needed"),
        {
            CLOSED: _("Three questions go out after each meeting. What was said is never recorded."),
            BETWEEN: _("Three questions go out after some meetings, and groups can always write to you."),
            OPEN: _("Groups write when they want to. You are told of a group with no meeting for 60 days."),
        },
    ),
    Pair(
        SchemeAxis.COORDINATION,
        _("By mail"),
        _("On a social medium"),
        {
            CLOSED: _("Groups write to each other through the portal, and addresses stay hidden."),
            BETWEEN: _("Groups write through the portal and may have a place of their own elsewhere."),
            OPEN: _("The group's page leads to an address outside the portal, with a warning."),
        },
        {
            CLOSED: _("You write to each other by mail between the meetings."),
            OPEN: _("You keep in touch on a social medium. Ask us if you are not there."),
        },
    ),
    Pair(
        SchemeAxis.ENDING,
        _("Shared ending"),
        _("The group decides its ending"),
        {
            CLOSED: _("A round has an end date, and each group gets a closing meeting by it."),
            BETWEEN: _("A round has an end date, and a group may choose to go on."),
            OPEN: _("Each group picks its own end date or goes on by itself."),
        },
        {
            CLOSED: _("All groups end on an agreed date with a closing meeting."),
            BETWEEN: _("There is an agreed end date, and a group may go on by itself."),
            OPEN: _("The group decides itself when to stop, and it may go on by itself."),
        },
    ),
)
PAIR_OF: dict[str, Pair] = {pair.axis: pair for pair in PAIRS}

C, B, O = CLOSED, BETWEEN, OPEN  # noqa: E741
# Høreforeningen's own choices as we read S1, in the order of the sheet: 5½ closed and 9½ open. Row 2 is our judgement.
EXAMPLE: dict[str, AxisChoice] = dict(
    zip(SchemeAxis.values, (C, O, C, O, O, C, O, O, O, C, B, O, O, C, O), strict=True)
)
