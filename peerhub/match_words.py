"""What the matching engine says in codes and figures, as sentences for coordinators. Nothing is reckoned here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .domain.matching import Change, Fact, GroupReasons, OtherGroup, PersonReasons, Unplaced, Violation
from .enums import Criterion, MeetingForm
from .rule_words import BLOCKED, BROKEN, FAR_APART, FORBIDS
from .signup_enums import LANGUAGES
from .signup_words import slot_words

MOST_NAMED = 3


def points(value: float) -> str:
    """Points with their sign, as a reader's language writes them: +1.5, −2.0."""
    shown = round(value, 1)
    sign = "+" if shown > 0 else "−" if shown < 0 else "±"
    return sign + str(number_format(abs(shown), 1))


def whole(value: float) -> str:
    """A whole number, rounded, as a reader's language writes it."""
    return str(number_format(round(value)))


def km(value: float) -> str:
    """Whole kilometres."""
    return _("%(km)s km") % {"km": whole(value)}


@dataclass(frozen=True)
class Words:
    """What people, groups and answers are called here: people by the engine's names, answers by their codes."""

    names: Mapping[str, str]
    groups: Mapping[str, str]
    answers: Mapping[str, str] = field(default_factory=dict)

    def people(self, references: Sequence[str]) -> str:
        """Some people by name, and how many more."""
        named = [self.names.get(one, one) for one in references[:MOST_NAMED]]
        if more := len(references) - len(named):
            named.append(ngettext("%(number)d other", "%(number)d others", more) % {"number": more})
        return _joined(named)

    def group(self, key: str) -> str:
        """What a group is called on the screen."""
        return self.groups.get(key) or _("a new group")

    def codes(self, codes: Iterable[str]) -> str:
        """Answers in words."""
        return _joined([self.answers.get(one, one) for one in codes])

    # --- groups -------------------------------------------------------------------------------------------------------
    def where(self, reasons: GroupReasons) -> str:
        """Where a group meets."""
        return reasons.town or str(MeetingForm.VIRTUAL.label)

    def times(self, slots: Sequence[str]) -> str:
        """The common times."""
        return slot_words(slots) or _("No common time")

    def languages(self, codes: Iterable[str]) -> str:
        """Languages by name."""
        return _joined([str(LANGUAGES.get(code, code)) for code in codes])

    def binds(self, reasons: GroupReasons) -> list[str]:
        """What the members have in common."""
        size = len(reasons.members)
        found = [
            _("%(count)d of %(size)d: %(answer)s")
            % {"count": one.count, "size": size, "answer": self.codes([one.code])}
            for one in reasons.shared[:MOST_NAMED]
        ]
        if reasons.ages:
            found.append(_("Aged %(least)d to %(most)d") % {"least": reasons.ages[0], "most": reasons.ages[1]})
        if reasons.km:
            found.append(_("At most %(km)s to the town") % {"km": km(max(reasons.km.values()))})
        return found

    def given_up(self, reasons: GroupReasons) -> list[str]:
        """What the group had to do without, the largest first."""
        return [capfirst(words) for one in reasons.given_up if (words := self._given_up(one))]

    def _given_up(self, fact: Fact) -> str:
        number = round(fact.value)
        if fact.code == "one_slot":
            return _("only one common time")
        if fact.code == "size":
            more = ngettext("%(number)d more than wished", "%(number)d more than wished", number)
            fewer = ngettext("%(number)d fewer than wished", "%(number)d fewer than wished", -number)
            return (more if number > 0 else fewer) % {"number": abs(number)}
        if fact.code == "screen":
            words = ngettext(
                "online, though %(number)d would meet face to face too",
                "online, though %(number)d would meet face to face too",
                number,
            )
            return words % {"number": number}
        return str(FAR_APART.get(fact.code, ""))

    def violations(self, broken: Iterable[Violation], *, is_named: bool = False) -> list[str]:
        """The hard rules that are broken, each said once, where it is asked for with the group."""
        told = (
            f"{self.group(one.group)}: {self._violation(one)}" if is_named and one.group else self._violation(one)
            for one in broken
        )
        return list(dict.fromkeys(told))

    def _violation(self, one: Violation) -> str:
        if one.rule == "apart":
            return _("%(people)s are to be kept apart.") % {"people": self.people(one.people)}
        if one.rule == "together":
            return _("%(people)s are to be together.") % {"people": self.people(one.people)}
        if one.rule == "pinned":
            words = {"people": self.people(one.people), "group": self.group(one.group)}
            return _("%(people)s: held in %(group)s.") % words
        return str(BROKEN.get(one.rule, one.rule))

    # --- people -------------------------------------------------------------------------------------------------------
    def reasons(self, person: PersonReasons, *, is_brief: bool = False) -> str:
        """Why somebody is in their group, in one line; a brief one leaves out what the whole group is told."""
        told = [one for one in person.reasons if not (is_brief and one.code == "slots")]
        return capfirst("; ".join(words for one in told if (words := self._fact(one))))

    def compromise(self, person: PersonReasons, *, is_brief: bool = False) -> str:
        """The largest compromise; empty where there is none. A brief one does not say again what was a reason."""
        fact = person.compromise
        if fact is None or (is_brief and fact.code in {one.code for one in person.reasons}):
            return ""
        return self._fact(fact, is_low=True)

    def _fact(self, fact: Fact, *, is_low: bool = False) -> str:
        told = FACTS.get(fact.code)
        return told(self, fact, is_low) if told else ""

    def best_other(self, other: OtherGroup | None) -> str:
        """The other group that would suit somebody best, and why they are not in it."""
        if other is None:
            return _("There is no other group.")
        group = self.group(other.group)
        if other.rules:
            rules = _joined([str(FORBIDS.get(one, one)) for one in other.rules])
            return _("%(group)s comes nearest, but %(rules)s.") % {"group": group, "rules": rules}
        words = {"group": group, "own": points(other.own_points), "all": points(other.points)}
        return _("%(group)s is possible: %(own)s points for the person, %(all)s for the round.") % words

    def unplaced(self, one: Unplaced) -> str:
        """The rule that keeps somebody out of every group."""
        why = str(BLOCKED.get(one.reason, BLOCKED["alone"]))
        if one.slot and one.fits:
            fit = ngettext("%(number)d other fits %(time)s.", "%(number)d others fit %(time)s.", len(one.fits))
            why += " " + fit % {"number": len(one.fits), "time": slot_words([one.slot]).lower()}
        return why

    def helps(self, one: Unplaced) -> list[str]:
        """What would help somebody without a group; each was tried."""
        return [self._change(change) for change in one.would_help]

    def _change(self, change: Change) -> str:
        words = {"to": change.to, "people": self.people(change.with_people)}
        told = CHANGES.get(change.change)
        return told(words) if told else ""


def _joined(words: Sequence[str]) -> str:
    """A list as a sentence has it: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _place(words: Words, fact: Fact, is_low: bool) -> str:
    if round(fact.value) == 0:
        return _("lives in %(town)s") % {"town": _joined(fact.detail)}
    return _("%(km)s to %(town)s") % {"km": km(fact.value), "town": _joined(fact.detail)}


def _age(words: Words, fact: Fact, is_low: bool) -> str:
    years = round(fact.value)
    if is_low and not years:
        return _("wanted other ages")
    return ngettext("%(years)d year from the others", "%(years)d years from the others", years) % {"years": years}


def _shared(words: Words, fact: Fact, is_low: bool) -> str:
    number = round(fact.value)
    kind = Criterion(fact.code).label.lower()
    if not number:
        return _("shares with nobody: %(kind)s") % {"kind": kind}
    if is_low:
        told = ngettext("only %(number)d other with “%(what)s”", "only %(number)d others with “%(what)s”", number)
    else:
        told = ngettext("“%(what)s” like %(number)d other", "“%(what)s” like %(number)d others", number)
    return told % {"number": number, "what": words.codes(fact.detail[:1]) or kind}


def _slots(words: Words, fact: Fact, is_low: bool) -> str:
    return _("can meet %(times)s") % {"times": slot_words(fact.detail).lower()}


def _together(words: Words, fact: Fact, is_low: bool) -> str:
    return _("with %(people)s, as wished") % {"people": words.people(fact.detail)}


FACTS: dict[str, Callable[[Words, Fact, bool], str]] = {
    "geography": _place,
    "age": _age,
    "challenge": _shared,
    "themes": _shared,
    "sector": _shared,
    "slots": _slots,
    "together": _together,
}


def _wider(words: dict[str, object]) -> str:
    return _("With %(to)s km there is a group with %(people)s.") % words


def _over_water(words: dict[str, object]) -> str:
    return _("If they will cross water, there is a group with %(people)s.") % words


def _other_form(words: dict[str, object]) -> str:
    return _("If they will meet both online and face to face, there is a group with %(people)s.") % words


def _more_time(words: dict[str, object]) -> str:
    time = slot_words([str(words["to"])]).lower()
    return _("If they can %(time)s too, there is a group with %(people)s.") % {**words, "time": time}


def _more_language(words: dict[str, object]) -> str:
    language = str(LANGUAGES.get(str(words["to"]), words["to"]))
    return _("If they speak %(language)s too, there is a group with %(people)s.") % {**words, "language": language}


def _more_people(words: dict[str, object]) -> str:
    number = int(str(words["to"]))
    told = ngettext(
        "%(number)d more person like them makes a group.", "%(number)d more people like them make a group.", number
    )
    return told % {"number": number}


CHANGES: dict[str, Callable[[dict[str, object]], str]] = {
    "max_km": _wider,
    "over_water": _over_water,
    "form": _other_form,
    "slots": _more_time,
    "languages": _more_language,
    "people": _more_people,
}
