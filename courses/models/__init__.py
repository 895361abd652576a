"""Models of courses."""

from .attendance import Attendance, Evaluation, EvaluationGiven, LateCorrection
from .breaks import CourseBreak
from .certificates import Certificate
from .cohort_rooms import CohortMaterial, CohortMessage, InfoMeeting
from .cohorts import Cohort, CohortEvent, CohortQuota, CohortTrainer, CourseSession
from .competences import CompetenceArea, CompetenceStatement
from .courses import AgreementText, Course
from .enrolments import Agreement, Enrolment, EnrolmentEvent, InterviewSlot, OwnWords
from .interest import CourseInterest
from .pages import CataloguePage, CoursePage, SchoolPage, SchoolsPage
from .reflections import Conversation, ConversationWords, SelfCheck
from .stories import Story
from .training_links import TrainingEvent, TrainingLink
from .training_log import LogEntry, LogWords
from .trainings import (
    FollowUpAttendance,
    FollowUpDay,
    GuideRelation,
    GuideTraining,
    PracticumSite,
    Supervision,
)

__all__ = [
    "Agreement",
    "AgreementText",
    "Attendance",
    "CataloguePage",
    "Certificate",
    "Cohort",
    "CohortEvent",
    "CohortMaterial",
    "CohortMessage",
    "CohortQuota",
    "CohortTrainer",
    "CompetenceArea",
    "CompetenceStatement",
    "Conversation",
    "ConversationWords",
    "Course",
    "CourseBreak",
    "CourseInterest",
    "CoursePage",
    "CourseSession",
    "Enrolment",
    "EnrolmentEvent",
    "Evaluation",
    "EvaluationGiven",
    "FollowUpAttendance",
    "FollowUpDay",
    "GuideRelation",
    "GuideTraining",
    "InfoMeeting",
    "InterviewSlot",
    "LateCorrection",
    "LogEntry",
    "LogWords",
    "OwnWords",
    "PracticumSite",
    "SchoolPage",
    "SchoolsPage",
    "SelfCheck",
    "Story",
    "Supervision",
    "TrainingEvent",
    "TrainingLink",
]
