"""Models of courses."""

from .attendance import Attendance, Evaluation, EvaluationGiven, LateCorrection
from .breaks import CourseBreak
from .cohort_rooms import CohortMaterial, CohortMessage, InfoMeeting
from .cohorts import Cohort, CohortEvent, CohortQuota, CohortTrainer, CourseSession
from .courses import AgreementText, Course
from .enrolments import Agreement, Enrolment, EnrolmentEvent, InterviewSlot, OwnWords
from .interest import CourseInterest
from .pages import CataloguePage, CoursePage, SchoolPage, SchoolsPage
from .stories import Story

__all__ = [
    "Agreement",
    "AgreementText",
    "Attendance",
    "CataloguePage",
    "Cohort",
    "CohortEvent",
    "CohortMaterial",
    "CohortMessage",
    "CohortQuota",
    "CohortTrainer",
    "Course",
    "CourseBreak",
    "CourseInterest",
    "CoursePage",
    "CourseSession",
    "Enrolment",
    "EnrolmentEvent",
    "Evaluation",
    "EvaluationGiven",
    "InfoMeeting",
    "InterviewSlot",
    "LateCorrection",
    "OwnWords",
    "SchoolPage",
    "SchoolsPage",
    "Story",
]
