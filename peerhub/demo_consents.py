"""What people say yes to when they sign up, as the demo's administrator has written it."""

from datetime import datetime

from accounts.domain.consents import new_text, newest_text
from accounts.models import User

from .domain.member_choices import CONTACT, MESSAGE_TEXT
from .domain.signup_consents import CARRY_OVER, MATCHING, SHARING
from .models.joining import JOINING

TEXTS = {
    MATCHING: (
        "Ja, I må bruge mine svar til at finde en gruppe til mig. Svarene fortæller om min hørelse, og derfor spørger "
        "I. Kun koordinatorerne kan åbne dem. De bliver slettet seks måneder efter gruppens slutning, eller efter "
        "vores sidste kontakt, hvis jeg ikke får en plads.",
        "Yes, you may use my answers to find me a group. They tell about my hearing, and that is why you ask. Only "
        "the coordinators can open them. They are deleted six months after the group ends, or after our last contact "
        "if I get no place.",
    ),
    SHARING: (
        "Ja, min gruppe må se mit navn, når jeg har sagt ja til en plads. De ser ikke mine svar og ikke min mail.",
        "Yes, my group may see my name when I have said yes to a place. They see neither my answers nor my e-mail.",
    ),
    CARRY_OVER: (
        "Ja, kommer jeg på venteliste, må I tage mine svar med til næste runde og tilmelde mig dér.",
        "Yes, if I end up on the waiting list, you may take my answers along to the next round and sign me up there.",
    ),
    JOINING: (
        "Ja, jeg vil være med i gruppen, og I må gemme mine svar, så længe jeg er med. Svarene fortæller om min "
        "hørelse, og ingen i gruppen ser dem. De bliver slettet, når jeg forlader gruppen.",
        "Yes, I want to be in the group, and you may keep my answers as long as I am. They tell about my hearing, and "
        "nobody in the group sees them. They are deleted when I leave the group.",
    ),
    CONTACT: (
        "Ja, min gruppe må se mit telefonnummer og min mail, så de kan få fat i mig. Jeg kan tage det tilbage når som "
        "helst.",
        "Yes, my group may see my phone number and my e-mail, so that they can reach me. I can take it back at any "
        "time.",
    ),
    MESSAGE_TEXT: (
        "Ja, send mig teksten af gruppens beskeder som mail. Teksten kan fortælle, at jeg er i gruppen. Ellers får jeg "
        "kun at vide, at der er en besked.",
        "Yes, send me the text of the group's messages by mail. The text may tell that I am in the group. Otherwise I "
        "am only told that there is a message.",
    ),
}


def ensure_texts(now: datetime) -> None:
    """Writes the texts that are missing, in both languages. A second call changes nothing."""
    by = User.objects.filter(email="demo-admin@example.org").first()
    for purpose, texts in TEXTS.items():
        for language, text in zip(("da", "en"), texts, strict=True):
            if by is not None and newest_text(purpose, language) is None:
                new_text(purpose=purpose, language=language, text=text, by=by, now=now)
