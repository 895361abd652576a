"""A story of the demo, told with a consent and approved, and the text that people say yes to."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.domain.consents import new_text, newest_text
from accounts.models import User
from home.demo import Plan

from .domain import stories
from .models import Enrolment, Story
from .models.stories import STORY

TEXT_DA = (
    "Ja, I må vise min historie og det navn, jeg har valgt, for alle på kursets side. Den kan fortælle om mit helbred, "
    "og derfor spørger I. En redaktør læser den først. Den bliver slettet med det samme, når jeg siger til."
)
TEXT_EN = (
    "Yes, you may show my story and the name I have chosen to everybody on the page of the course. It may tell about "
    "my health, and that is why you ask. An editor reads it first. It is deleted at once when I say so."
)
TOLD = (
    "Jeg var nervøs den første dag. Efter nogle uger turde jeg sige noget om mig selv, og de andre nikkede. Nu bruger "
    "jeg pauserne mere, både i praktikken og derhjemme."
)


def seed_stories(plan: Plan) -> None:
    """Writes the text and one story. A second call finds them and changes nothing."""
    admin = User.objects.get(email="demo-admin@example.org")
    now = timezone.make_aware(datetime.combine(plan.today - timedelta(days=10), time(12)))
    for language, text in (("da", TEXT_DA), ("en", TEXT_EN)):
        if newest_text(STORY, language) is None:
            new_text(purpose=STORY, language=language, text=text, by=admin, now=now)
    person = User.objects.filter(email="demo-kursist-12@example.org").first()
    one = Enrolment.objects.filter(person=person, state__in=sorted(stories.MAY_TELL)).first()
    asked = newest_text(STORY, "da")
    if person is None or one is None or asked is None or Story.objects.exists():
        return
    values = {"text": TOLD, "shown_as": "Demo-kursist", "language": "da", "shown": asked.text_hash}
    told = stories.keep(one, by=person, now=now, **values)
    stories.decide(told, show=True, by=admin, now=now)
