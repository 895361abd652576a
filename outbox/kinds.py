"""The kinds of messages. Each app registers its own at start-up with the function that renders it.

A kind whose words administrators may change brings a `Wording`, and its render function fills it:

    READY = Wording(
        subject=_("Your copy is ready"),                      # gettext_lazy, as everywhere
        body=(_("Hello {navn}"), _("Fetch it within {timer} hours.")),  # a string for each paragraph
        placeholders={
            "navn": Placeholder(_("the person's name"), "Anna Holm", private=True),
            "timer": Placeholder(_("how long it is kept"), "24"),
        },
        button=_("Fetch the copy"),
    )
    kinds.register("accounts.copy", ready, title=_("A copy is ready"), wording=READY)

    def ready(message: Message) -> Mail | None:
        ...
        return worded("accounts.copy", {"navn": name, "timer": 24}, language=person.language, to=person.email, url=url)

The names of placeholders are Danish, in both languages: an administrator types them. A paragraph whose values are all
empty is left out. A kind without a `Wording` renders its `Mail` as it likes and cannot be changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.utils import translation
from django.utils.functional import Promise

from .calendars import Event
from .models import Message, WordingVersion
from .wordings import Placeholder, Wording, Words, default_of, fill, fill_line


@dataclass(frozen=True)
class Enclosed:
    """What a letter brings along on pages of its own: a template and what it is filled with. A mail leads to it."""

    template: str
    parts: Mapping[str, object]


@dataclass(frozen=True)
class Mail:
    """A mail ready to go. `text` is plain; the HTML twin is made of it and of `button` (address, label), unless it
    comes along in `html`, whole and with its styles inline.

    `to` may be empty where the message knows its person: the address is then asked for at sending.
    """

    to: str
    subject: str
    text: str
    language: str = "da"
    button: tuple[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    event: Event | None = None
    # Where there is more than one appointment, e.g. the meetings of a course.
    events: tuple[Event, ...] = ()
    html: str = ""
    # What is texted to somebody who is reached by text message; made of the text where there is none.
    short: str = ""
    # The button leads behind sign-in: whoever has no mail address cannot go there and is not shown the way.
    behind_sign_in: bool = False
    enclosed: Enclosed | None = None


Render = Callable[[Message], Mail | None]
After = Callable[[Message], None]


@dataclass(frozen=True)
class Kind:
    """What an app says about a kind of message (see `register`)."""

    render: Render
    after: After | None = None
    title: str | Promise = ""
    to_staff: bool = False
    wording: Wording | None = None
    mail_only: bool = False


__all__ = [
    "KINDS",
    "Enclosed",
    "Kind",
    "Mail",
    "Placeholder",
    "Wording",
    "filled",
    "register",
    "title_of",
    "worded",
    "wording_of",
    "words_of",
]
KINDS: dict[str, Kind] = {}


def register(
    kind: str,
    render: Render,
    after: After | None = None,
    *,
    title: str | Promise = "",
    to_staff: bool = False,
    wording: Wording | None = None,
    mail_only: bool = False,
) -> None:
    """Names a kind (`app.event`). `render` runs at sending and returns None when the message is no longer due;
    `after` runs when the message has left or been dropped. Registering a name twice replaces it.

    `title` is what administrators read in the log. What goes `to_staff` is work: the day's share of an address, which
    keeps people from being bombed with mail, does not count it. With a `wording` administrators may change the words.
    What makes no sense on paper or by phone (a code to sign in with) is `mail_only`: for a person who is reached
    otherwise it is dropped.
    """
    KINDS[kind] = Kind(render, after, title, to_staff, wording, mail_only)


def title_of(kind: str) -> str:
    """What a kind is called; its name where nobody has registered it."""
    known = KINDS.get(kind)
    return str(known.title or kind) if known else kind


def worded(
    kind: str,
    values: Mapping[str, object],
    *,
    language: str,
    to: str = "",
    url: str = "",
    headers: Mapping[str, str] | None = None,
    event: Event | None = None,
    events: tuple[Event, ...] = (),
    behind_sign_in: bool = False,
    enclosed: Enclosed | None = None,
) -> Mail:
    """The mail of a kind that has a `Wording`, in an administrator's words or else in ours, with the values filled in.

    The button of the wording leads to `url`; without one there is no button. Raises KeyError when a value is missing.
    """
    wording = wording_of(kind)
    words = words_of(kind, language)
    mail = filled(wording, words, values, language=language, to=to, url=url, headers=headers)
    return replace(mail, event=event, events=events, behind_sign_in=behind_sign_in, enclosed=enclosed)


def filled(
    wording: Wording,
    words: Words,
    values: Mapping[str, object],
    *,
    language: str,
    to: str = "",
    url: str = "",
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """A mail of these words: those in force, or those an administrator wants to see first."""
    with translation.override(language):
        label = str(wording.button)
        return Mail(
            to=to,
            subject=fill_line(words.subject, values),
            text=fill(words.body, values),
            language=language,
            button=(url, label) if url and label else None,
            headers=dict(headers or {}),
        )


def wording_of(kind: str) -> Wording:
    """The wording that a kind was registered with. Raises LookupError for one that has none."""
    known = KINDS.get(kind)
    if known is None or known.wording is None:
        raise LookupError(f"{kind} has no wording")
    return known.wording


def words_of(kind: str, language: str) -> Words:
    """The words in force: the latest version of an administrator, else the portal's own."""
    latest = WordingVersion.objects.filter(kind=kind, language=language).order_by("-number").first()
    if latest and latest.subject:
        return Words(latest.subject, latest.body)
    return default_of(wording_of(kind), language)
