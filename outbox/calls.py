"""A message by phone: the words to say, or a text message that fits in one."""

import re

from .kinds import Mail

LONGEST_TEXT = 160
# A new sentence begins with a capital: "den 2. december" is none.
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ\"])")
# Signs that make a text message cost twice, and what stands in for them.
PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})


def to_say(mail: Mail) -> list[str]:
    """What to say, a paragraph at a time: the subject and the mail's own words."""
    return [mail.subject, *(one for one in mail.text.split("\n\n") if one.strip())]


def to_text(mail: Mail) -> str:
    """The text message: the mail's short words, else its subject and as many of its sentences as fit in one, and the
    link where that fits too."""
    text = mail.short.translate(PLAIN) or f"Peerportalen: {mail.subject}".translate(PLAIN)
    if not mail.short:
        text = _with_sentences(text if text[-1] in ".!?" else f"{text}.", mail)
    if mail.button and len(text) + 1 + len(mail.button[0]) <= LONGEST_TEXT:
        text = f"{text} {mail.button[0]}"
    return text


def _with_sentences(text: str, mail: Mail) -> str:
    room = LONGEST_TEXT - (len(mail.button[0]) + 1 if mail.button and len(mail.button[0]) < LONGEST_TEXT // 2 else 0)
    paragraphs = [" ".join(one.split()) for one in mail.text.translate(PLAIN).split("\n\n")]
    # A greeting has no stop: it is left out, for the room is short.
    sentences = [one for paragraph in paragraphs if paragraph[-1:] in ".!?" for one in SENTENCE.split(paragraph)]
    for sentence in filter(None, sentences):
        longer = f"{text} {sentence}"
        if len(longer) > room:
            break
        text = longer
    return text
