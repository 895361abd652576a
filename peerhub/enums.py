"""Choices of peer groups, with their named sets."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SchemeAxis(models.TextChoices):
    """The 15 opposite pairs of S1, in the order of its sheet (domain.md §3)."""

    ORGANISATION = "organisation", _("Organisation")
    GROUP_SIZE = "group_size", _("Size of the groups")
    INTAKE = "intake", _("Intake")
    GROUPING = "grouping", _("How groups are made")
    LEADERSHIP = "leadership", _("Leadership")
    MEETING_PLACE = "meeting_place", _("Place to meet")
    EQUALITY = "equality", _("Standing among peers")
    RECRUITMENT = "recruitment", _("Who can take part")
    START_TIME = "start_time", _("First meeting")
    MEETING_TYPES = "meeting_types", _("Types of meetings")
    STRUCTURE = "structure", _("Structure of the course")
    CONTENT_SOURCE = "content_source", _("Where knowledge comes from")
    FEEDBACK = "feedback", _("Feedback")
    COORDINATION = "coordination", _("How the group keeps in touch")
    ENDING = "ending", _("Ending")


class AxisChoice(models.TextChoices):
    """Where a scheme stands on a pair: the closed pole, the open one, between them, or the pair does not apply."""

    CLOSED = "closed", pgettext_lazy("pole of a pair", "Closed")
    BETWEEN = "between", _("In between")
    OPEN = "open", pgettext_lazy("pole of a pair", "Open")
    NONE = "none", _("Does not apply")


class RoundState(models.TextChoices):
    """domain.md §4.1."""

    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open for signup")
    CLOSED = "closed", _("closed for signup")
    MATCHING = "matching", _("making groups")
    PUBLISHED = "published", _("places offered")
    RUNNING = "running", _("running")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")


# Which step may follow which; whatever is not here is refused.
ROUND_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (RoundState.DRAFT, RoundState.OPEN),
        (RoundState.OPEN, RoundState.CLOSED),
        (RoundState.CLOSED, RoundState.MATCHING),
        (RoundState.MATCHING, RoundState.PUBLISHED),
        (RoundState.PUBLISHED, RoundState.RUNNING),
        (RoundState.RUNNING, RoundState.COMPLETED),
        (RoundState.DRAFT, RoundState.CANCELLED),
        (RoundState.OPEN, RoundState.CANCELLED),
        (RoundState.CLOSED, RoundState.CANCELLED),
        (RoundState.MATCHING, RoundState.CANCELLED),
        (RoundState.PUBLISHED, RoundState.CANCELLED),
    }
)
# Nobody can sign up and no group runs before these are over.
BEFORE_RUNNING = frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.MATCHING})
# Notes of what happens to a round without its state changing.
RELEASED, HELD_BACK = "released", "held_back"
ENDED_ROUNDS = frozenset({RoundState.COMPLETED, RoundState.CANCELLED})


class Grouping(models.TextChoices):
    """How a round makes its groups."""

    MATCH = "match", _("Groups are made from people's answers")
    PREDEFINED = "predefined", _("People choose among groups made beforehand")


class Audience(models.TextChoices):
    """Whom a round is for."""

    ALL = "all", _("Everybody the conditions fit")
    MEMBERS = "members", _("Members of the association only")


class StartBy(models.TextChoices):
    """How the first meeting of a group gets its time and place."""

    PREFERENCES = "preferences", _("From people's own wishes")
    FIXED = "fixed", _("Known before signup opens")


class MeetingForm(models.TextChoices):
    """Where people meet, or would; the codes are those of the contract."""

    PHYSICAL = "physical", _("Face to face")
    VIRTUAL = "virtual", _("Online")
    EITHER = "either", _("Face to face or online")


class QuestionKind(models.TextChoices):
    """What an answer looks like."""

    ONE = "one", _("One choice")
    SEVERAL = "several", _("Several choices")
    TEXT = "text", _("Text")
    NUMBER = "number", _("Whole number")
    POSTCODE = "postcode", _("Postcode")
    SLOTS = "slots", _("Times of the week")


# These have options of their own; times of the week are the same everywhere.
CHOOSING_KINDS = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL})


class MatchRole(models.TextChoices):
    """What matching does with an answer."""

    IGNORE = "ignore", _("Not used")
    SIMILAR = "similar", _("People with like answers together")
    DIFFERENT = "different", _("People with different answers together")
    OVERLAP = "overlap", _("People who share at least one answer together")


class AnswerReader(models.TextChoices):
    """Who sees an answer, as it is printed under the question."""

    COORDINATOR = "coordinator", _("Only the coordinators of the round see your answer.")
    GROUP = "group", _("The coordinators see your answer, and your group once you have accepted a place.")
    MATCHING = "matching", _("It is used to make groups. Coordinators see it only if they open your signup.")


class Criterion(models.TextChoices):
    """What matching looks at, in a coordinator's or a person's own order; in the default order of the contract."""

    GEOGRAPHY = "geography", _("Near each other")
    AGE = "age", _("Age")
    CHALLENGE = "challenge", _("The same hearing difficulty")
    THEMES = "themes", _("The same themes")
    SECTOR = "sector", _("The same kind of work")


class AssessmentKind(models.TextChoices):
    """What is kept behind a link or for an organisation."""

    SCALE = "scale", _("The scale")
    QUESTIONS = "questions", _("Answers to the questions")


class QuestionPart(models.TextChoices):
    """When the questions of the setup guide are asked."""

    BEFORE = "before", _("Before you begin")
    DEFINITION = "definition", _("Your own definition")
    ANCHORING = "anchoring", _("When you take stock")
