"""Models of peer groups."""

from .assessments import AssessmentVersion, SchemeAssessment
from .closing import ClosingAnswer
from .desk import CaseCapacity, EvaluationNote, GroupCase
from .group_space import (
    CalendarLink,
    GroupAgreement,
    GroupFacilitator,
    GroupMessage,
    MeetingFeedback,
    MeetingGuest,
    MemberChoice,
)
from .groups import GroupEvent, GroupMembership, PeerGroup
from .interest import RoundInterest
from .joining import JoinRequest
from .joint_scales import JointScale, JointSeat
from .kit_pages import KitPage, ThemePage
from .listings import DirectoryPage, GroupListing
from .meetings import ConvenerDuty, GroupMeeting, MeetingAbsence, MeetingDate, MeetingVote
from .pages import PeerProgrammePage
from .programmes import PeerProgramme, Sizes
from .proposals import MatchProposal, MatchRule, ProposalEvent, ProposedGroup, ProposedMember
from .questionnaires import Question, Questionnaire, QuestionOption
from .rounds import PredefinedGroup, RoundEvent, SignupRound
from .setup_pages import ScalePage, SetupQuestionsPage
from .shared_intros import IntroAnswer, SharedIntro
from .signups import PlaceOffer, Signup, SignupAnswers, SignupDraft, SignupEvent, SignupPreference

__all__ = [
    "AssessmentVersion",
    "CalendarLink",
    "CaseCapacity",
    "ClosingAnswer",
    "ConvenerDuty",
    "DirectoryPage",
    "EvaluationNote",
    "GroupAgreement",
    "GroupCase",
    "GroupEvent",
    "GroupFacilitator",
    "GroupListing",
    "GroupMeeting",
    "GroupMembership",
    "GroupMessage",
    "IntroAnswer",
    "JoinRequest",
    "JointScale",
    "JointSeat",
    "KitPage",
    "MatchProposal",
    "MatchRule",
    "MeetingAbsence",
    "MeetingDate",
    "MeetingFeedback",
    "MeetingGuest",
    "MeetingVote",
    "MemberChoice",
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
    "SharedIntro",
    "Signup",
    "SignupAnswers",
    "SignupDraft",
    "SignupEvent",
    "SignupPreference",
    "SignupRound",
    "Sizes",
    "ThemePage",
]
