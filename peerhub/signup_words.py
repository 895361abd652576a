"""What somebody answered, in words: for the page they check it on, for their own page and for the coordinator."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.enums import Channel, Region
from accounts.phones import as_read
from home.domain.postcodes import all_postcodes

from .domain.queries import groups_to_choose, questions_of
from .enums import Criterion, Grouping, MeetingForm, QuestionKind, StartBy
from .models import Question, SignupRound
from .signup_enums import DAYS, LANGUAGES, PARTS, Access, ChallengeWish, PeerRole, Wish

Rows = list[tuple[str, str]]
Held = Mapping[str, Any]


def summary_of(round: SignupRound, content: Mapping[str, Held]) -> list[tuple[str, Rows]]:
    """Each step with its questions and answers; what was not asked is left out."""
    return [
        ("about", about_rows(content["about"])),
        ("where", where_rows(round, content["where"])),
        ("wishes", wishes_rows(round, content["wishes"])),
    ]


def about_rows(held: Held) -> Rows:
    """Who, and how they are reached."""
    name = f"{held.get('first_name', '')} {held.get('last_name', '')}".strip()
    language = {"da": _("Danish"), "en": _("English")}.get(held.get("language", ""), "")
    rows = [
        (_("Name"), name),
        (_("E-mail"), held.get("email", "")),
        (_("Reached"), str(Channel(held["channel"]).label) if held.get("channel") else ""),
        (_("Phone number"), as_read(held.get("phone", ""))),
        (_("Language we write in"), language),
        (_("Number as a member"), held.get("member_number", "")),
    ]
    return [(label, words) for label, words in rows if words]


def where_rows(round: SignupRound, held: Held) -> Rows:
    """Where and when."""
    rows = [(_("Meets"), _one(MeetingForm, held.get("form"))), (_("Lives in"), place_words(held))]
    if round.meeting_form != MeetingForm.VIRTUAL and held.get("max_km") is not None:
        ferry = _("and by ferry") if held.get("over_water") else ""
        rows.append((_("Travels"), f"{_('up to %(km)d km') % {'km': held['max_km']}} {ferry}".strip()))
    if round.start_by != StartBy.FIXED:
        rows.append((_("Times"), slot_words(held.get("slots") or [])))
    rows.append((_("Languages"), _joined(LANGUAGES.get(code, code) for code in held.get("languages") or [])))
    rows.append((_("Needs in order to hear and take part"), _several(Access, held.get("access") or [])))
    return [(label, words or "–") for label, words in rows]


def place_words(held: Held) -> str:
    """Postcode, town and region; the region alone where the person chose that."""
    area = all_postcodes().find(held["postcode"]) if held.get("postcode") else None
    region = str(Region(held["region"]).label) if held.get("region") else ""
    return f"{held['postcode']:04} {area.town} ({region})" if area else region


def slot_words(slots: Iterable[str]) -> str:
    """Times of the week, a day at a time: `Monday morning, evening; Tuesday evening`."""
    days: dict[str, list[str]] = {}
    for slot in slots:
        day, _dash, part = slot.partition("-")
        days.setdefault(day, []).append(str(PARTS.get(part, part)))
    return "; ".join(f"{capfirst(DAYS.get(day, day))} {', '.join(parts)}" for day, parts in days.items())


def wishes_rows(round: SignupRound, held: Held) -> Rows:
    """The round's own questions, and the wishes."""
    given: Held = held.get("questions") or {}
    rows = [(one.text, answer_words(one, given.get(one.code))) for one in questions_of(round) if _was_asked(one, given)]
    if round.has_roles:
        rows.append((_("Part"), _one(PeerRole, held.get("role"))))
    if round.grouping == Grouping.PREDEFINED:
        names = {str(group.pk): group.name for group in groups_to_choose(round)}
        chosen = [names.get(key, "–") for key in held.get("groups") or []]
        rows += [(_("Choice %(number)d") % {"number": n}, name) for n, name in enumerate(chosen, start=1)]
    else:
        rows += _likeness_rows(held)
    for name, label in (("together", _("Would like to be with")), ("apart", _("Would rather not be with"))):
        if held.get(name):
            rows.append((label, ", ".join(held[name])))
    return [(label, words or _("Not answered")) for label, words in rows]


def _likeness_rows(held: Held) -> Rows:
    rows: Rows = []
    if (held.get("prefer_age") or "none") != "none":
        rows.append((_("Age in the group"), _one(Wish, held["prefer_age"])))
    if (held.get("prefer_challenge") or "none") != "none":
        rows.append((_("Hearing difficulties in the group"), _one(ChallengeWish, held["prefer_challenge"])))
    if held.get("priorities"):
        rows.append((_("Matters most"), _several(Criterion, held["priorities"])))
    return rows


def _was_asked(question: Question, given: Held) -> bool:
    option = question.shown_only_if
    if option is None:
        return True
    answer = given.get(option.question.code)
    return option.code in answer if isinstance(answer, (list, tuple)) else answer == option.code


def answer_words(question: Question, value: Any) -> str:
    """One answer in words; an option that has gone since stands by its code."""
    if value in (None, "", [], ()):
        return ""
    if question.kind == QuestionKind.SLOTS:
        return slot_words(value)
    options = {option.code: option.text for option in question.options.all()}
    if isinstance(value, (list, tuple)):
        return _joined(options.get(code, code) for code in value)
    return options.get(value, str(value))


def _one(kind: Any, code: Any) -> str:
    return str(kind(code).label) if code in kind.values else ""


def _several(kind: Any, codes: Iterable[str]) -> str:
    return _joined(kind(code).label if code in kind.values else code for code in codes)


def _joined(words: Iterable[Any]) -> str:
    return ", ".join(str(word) for word in words)
