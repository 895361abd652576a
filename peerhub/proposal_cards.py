"""A proposal as the coordinator's screen shows it: cards of groups with people, those without one, figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.domain.postcodes import all_postcodes

from .domain.answers import Answers
from .domain.matching import GroupReasons, Unplaced, Violation
from .domain.proposal_boards import Board
from .domain.publish_checks import CHOSEN, most_in, words_for
from .domain.queries import questions_of
from .enums import MeetingForm
from .match_words import Words
from .models import ProposedGroup, Question, Signup
from .signup_words import answer_words, slot_words

# What may stand on a card. The first need no question; the others are there where the round asks.
ALWAYS = {
    "town": gettext_lazy("Town"),
    "form": gettext_lazy("How they can meet"),
    "times": gettext_lazy("Times"),
    "sent": gettext_lazy("Day of signup"),
}
ASKED = {
    "age": gettext_lazy("Age"),
    "challenges": gettext_lazy("Hearing difficulty"),
    "themes": gettext_lazy("Themes"),
    "sector": gettext_lazy("Kind of work"),
}


@dataclass(frozen=True)
class MemberCard:
    """Somebody on a card: the name, what the coordinator chose to see, why they are here and what it costs them."""

    name: str
    signup: Signup
    facts: list[str] = field(default_factory=list)
    why: str = ""
    compromise: str = ""
    is_pinned: bool = False
    is_by_hand: bool = False
    has_left: bool = False


@dataclass(frozen=True)
class GroupCard:
    """A group: where and when it can meet, how good it is, what binds it and what it lacks."""

    key: str
    title: str
    row: ProposedGroup
    members: list[MemberCard]
    where: str = ""
    times: str = ""
    quality: int = 0
    binds: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many are in it, those who have left not counted."""
        return sum(not one.has_left for one in self.members)

    @property
    def size_words(self) -> str:
        """The size in words."""
        return ngettext("%(number)d person", "%(number)d people", self.size) % {"number": self.size}

    @property
    def is_published(self) -> bool:
        """Whether its people have been offered their places."""
        return self.row.peer_group_id is not None


@dataclass(frozen=True)
class WaitingCard:
    """Somebody without a group: the rule that blocks, and what would help."""

    member: MemberCard
    why: str
    helps: list[str]


class Screen:
    """The cards of a board, in the reader's language. Each is made when it is asked for."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.postcodes = all_postcodes()
        self.questions = {one.code: one for one in questions_of(board.proposal.round)}
        self.words = words_of(board, self.questions.values())
        self.shown = [one for one in self.choices if one in board.proposal.shown]

    @property
    def choices(self) -> dict[str, str]:
        """What may stand on the cards: only what the round asks."""
        asked = {name: label for name, label in ASKED.items() if name in self.questions}
        return {name: str(label) for name, label in {**ALWAYS, **asked}.items()}

    def card(self, group: ProposedGroup) -> GroupCard:
        """One group. One that is published is shown by its people alone."""
        board, title = self.board, self.words.group(group.key)
        if group.peer_group_id is not None:
            places = [one for one in board.places if one.group_id == group.pk]
            return GroupCard(group.key, title, group, [MemberCard(one.signup.name, one.signup) for one in places])
        gone = {one.pk for one in board.changes.left}
        left = [one for one in board.places if one.group_id == group.pk and one.signup_id in gone]
        members = [self.member(name) for name in board.grouping[group.key]]
        members += [MemberCard(one.signup.name, one.signup, has_left=True) for one in left]
        if not board.grouping[group.key]:
            return GroupCard(group.key, title, group, members)
        return self._told(group, members, board.desk.explain_group(group.key))

    def _told(self, group: ProposedGroup, members: list[MemberCard], told: GroupReasons) -> GroupCard:
        broken = [one for one in self.violations if one.group == group.key]
        beforehand = group.predefined
        return GroupCard(
            key=group.key,
            title=self.words.group(group.key),
            row=group,
            members=members,
            where=(beforehand.area or beforehand.get_form_display()) if beforehand else self.words.where(told),
            times=beforehand.meets if beforehand else self.words.times(told.slots),
            quality=round(told.quality),
            binds=self.words.binds(told),
            given_up=[] if beforehand else self.words.given_up(told),
            broken=self.words.violations(broken),
        )

    @cached_property
    def violations(self) -> list[Violation]:
        """Every hard rule that the grouping breaks. Who chose a group made beforehand knew when and where it meets, and
        it holds as many as it has seats."""
        return [one for one in self.board.desk.violations() if not self._is_fine(one)]

    def _is_fine(self, one: Violation) -> bool:
        group = self.board.by_key.get(one.group)
        if group is None or group.predefined is None:
            return False
        round = self.board.proposal.round
        return one.rule in CHOSEN or (one.rule == "size" and round.min_size <= len(one.people) <= most_in(round, group))

    def member(self, name: str, *, is_brief: bool = True) -> MemberCard:
        """Somebody of the pool, with reasons where they have a group; all of them where it is not to be brief."""
        signup, answers = self.board.pool[name]
        place = self.board.place_of.get(name)
        facts = [words for one in self.shown if (words := FACTS[one](self, signup, answers))]
        held: dict[str, Any] = {"is_pinned": place.is_pinned, "is_by_hand": place.is_by_hand} if place else {}
        if name in self._placed:
            told = self.board.desk.explain_person(name, is_brief=True)
            why = self.words.reasons(told, is_brief=is_brief)
            held |= {"why": why, "compromise": self.words.compromise(told, is_brief=is_brief)}
        return MemberCard(signup.name, signup, facts, **held)

    @cached_property
    def _unplaced(self) -> dict[str, Unplaced]:
        return {one.person: one for one in self.board.result.unplaced}

    @cached_property
    def _placed(self) -> set[str]:
        return {name for members in self.board.grouping.values() for name in members}

    def waiting(self, name: str) -> WaitingCard:
        """Somebody without a group."""
        told = self._unplaced[name]
        return WaitingCard(self.member(name), self.words.unplaced(told), self.words.helps(told))


def words_of(board: Board, questions: Iterable[Question]) -> Words:
    """What people, groups and answers are called in a round."""
    return Words(
        names={name: signup.name or signup.reference for name, (signup, _answers) in board.pool.items()},
        groups={one.key: words_for(one) for one in board.groups},
        answers={option.code: option.text for one in questions for option in one.options.all()},
    )


# --- one fact of a card each -----------------------------------------------------------------------------------------
def _town(screen: Screen, signup: Signup, answers: Answers) -> str:
    area = screen.postcodes.find(answers.where.postcode) if answers.where.postcode else None
    return area.town if area else str(signup.get_region_display())


def _form(screen: Screen, signup: Signup, answers: Answers) -> str:
    form = answers.where.form
    return str(MeetingForm(form).label) if form in MeetingForm.values else ""


def _times(screen: Screen, signup: Signup, answers: Answers) -> str:
    return slot_words(answers.where.slots)


def _sent(screen: Screen, signup: Signup, answers: Answers) -> str:
    return date_format(localtime(signup.submitted_at), "SHORT_DATE_FORMAT")


def _age(screen: Screen, signup: Signup, answers: Answers) -> str:
    told = answers.wishes.questions.get("age")
    return _("%(age)s years") % {"age": told} if told else ""


def _answer(code: str) -> "Fact":
    def told(screen: Screen, signup: Signup, answers: Answers) -> str:
        return answer_words(screen.questions[code], answers.wishes.questions.get(code))

    return told


Fact = Callable[[Screen, Signup, Answers], str]
FACTS: dict[str, Fact] = {
    "town": _town,
    "form": _form,
    "times": _times,
    "sent": _sent,
    "age": _age,
    **{code: _answer(code) for code in ("challenges", "themes", "sector")},
}
