"""Models of peer groups."""

from .assessments import AssessmentVersion, SchemeAssessment
from .groups import GroupEvent, GroupMembership, PeerGroup
from .interest import RoundInterest
from .joint_scales import JointScale, JointSeat
from .pages import PeerProgrammePage
from .programmes import PeerProgramme, Sizes
from .proposals import MatchProposal, MatchRule, ProposalEvent, ProposedGroup, ProposedMember
from .questionnaires import Question, Questionnaire, QuestionOption
from .rounds import PredefinedGroup, RoundEvent, SignupRound
from .setup_pages import ScalePage, SetupQuestionsPage
from .signups import PlaceOffer, Signup, SignupAnswers, SignupDraft, SignupEvent, SignupPreference

__all__ = [
    "AssessmentVersion",
    "GroupEvent",
    "GroupMembership",
    "JointScale",
    "JointSeat",
    "MatchProposal",
    "MatchRule",
    "PeerGroup",
    "PeerProgramme",
    "PeerProgrammePage",
    "PlaceOffer",
    "PredefinedGroup",
    "ProposalEvent",
    "ProposedGroup",
    "ProposedMember",
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
