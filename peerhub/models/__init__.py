"""Models of peer groups."""

from .assessments import AssessmentVersion, SchemeAssessment
from .interest import RoundInterest
from .joint_scales import JointScale, JointSeat
from .pages import PeerProgrammePage
from .programmes import PeerProgramme, Sizes
from .questionnaires import Question, Questionnaire, QuestionOption
from .rounds import PredefinedGroup, RoundEvent, SignupRound
from .setup_pages import ScalePage, SetupQuestionsPage
from .signups import PlaceOffer, Signup, SignupAnswers, SignupDraft, SignupEvent, SignupPreference

__all__ = [
    "AssessmentVersion",
    "JointScale",
    "JointSeat",
    "PeerProgramme",
    "PeerProgrammePage",
    "PlaceOffer",
    "PredefinedGroup",
    "Question",
    "QuestionOption",
    "Questionnaire",
    "RoundEvent",
    "RoundInterest",
    "ScalePage",
    "SchemeAssessment",
    "SetupQuestionsPage",
    "Signup",
    "SignupAnswers",
    "SignupDraft",
    "SignupEvent",
    "SignupPreference",
    "SignupRound",
    "Sizes",
]
