"""Questionnaires: typed questions in both languages, in versions."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from ..enums import CHOOSING_KINDS, AnswerReader, MatchRole, QuestionKind
from ..words import in_language
from .programmes import PeerProgramme


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def newest(self) -> "QuestionnaireQuerySet":
        """The latest version of each questionnaire."""
        later = Questionnaire.objects.filter(series=models.OuterRef("series"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(later))


class Questionnaire(models.Model):
    """One version of the questions of a scheme's rounds. Once somebody has answered it is locked for good."""

    programme = models.ForeignKey(PeerProgramme, on_delete=models.PROTECT, related_name="questionnaires")
    # What the versions of one questionnaire share.
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=100, help_text=_("For coordinators only, e.g. Arbejdsliv 2027."))
    locked_at = models.DateTimeField(_("locked"), null=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[models.Manager["Questionnaire"]] = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-version"]
        verbose_name = _("questionnaire")
        constraints = [models.UniqueConstraint(fields=["series", "version"], name="one_questionnaire_a_version")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    @property
    def is_locked(self) -> bool:
        """Whether somebody has answered it."""
        return self.locked_at is not None


class Question(models.Model):
    """One question. `code` is what answers, matching and `import_signups` know it by."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(_("code"), max_length=40)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind.choices)
    text_da = models.CharField(_("question in Danish"), max_length=200)
    text_en = models.CharField(_("question in English"), max_length=200, blank=True)
    help_da = models.CharField(_("help in Danish"), max_length=300, blank=True)
    help_en = models.CharField(_("help in English"), max_length=300, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    # The question is asked only of those who chose this answer to an earlier one.
    shown_only_if = models.ForeignKey(
        "peerhub.QuestionOption",
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="leads_to",
        verbose_name=_("only ask if"),
    )
    match_role = models.CharField(_("in matching"), max_length=10, choices=MatchRole.choices, default=MatchRole.IGNORE)
    match_order = models.PositiveSmallIntegerField(
        _("weight in matching"), null=True, blank=True, help_text=_("1 counts most. Empty if it is not used.")
    )
    seen_by = models.CharField(
        _("who sees the answer"), max_length=12, choices=AnswerReader.choices, default=AnswerReader.COORDINATOR
    )
    # Of a number: its range. Of several choices: how many may be chosen. Of a text: how many letters.
    least = models.PositiveIntegerField(_("least"), null=True, blank=True)
    most = models.PositiveIntegerField(_("most"), null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("question")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "code"], name="one_question_a_code"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="known_question_kind"),
            models.CheckConstraint(condition=Q(match_role__in=MatchRole.values), name="known_match_role"),
            models.CheckConstraint(condition=Q(seen_by__in=AnswerReader.values), name="known_answer_reader"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return in_language(self.text_da, self.text_en)

    @property
    def help(self) -> str:
        """The help below it, in the reader's language."""
        return in_language(self.help_da, self.help_en)

    @property
    def has_options(self) -> bool:
        """Whether one chooses among options of the question's own."""
        return self.kind in CHOOSING_KINDS


class QuestionOption(models.Model):
    """One answer that can be chosen."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(_("code"), max_length=40)
    text_da = models.CharField(_("answer in Danish"), max_length=120)
    text_en = models.CharField(_("answer in English"), max_length=120, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("answer to choose")
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="one_option_a_code")]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """The answer in the reader's language."""
        return in_language(self.text_da, self.text_en)
