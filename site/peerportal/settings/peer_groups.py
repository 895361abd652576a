"""Periods and limits of peer groups. Each period is a promise printed on /privatliv/ and on the pages of the signup."""

SIGNUP_DRAFT_KEEP_DAYS = 30
SIGNUP_ANSWERS_KEEP_MONTHS = 6  # after the group ends, or after the last contact with somebody who got no place
SIGNUP_KEEP_MONTHS = 12  # after the round ends
INTEREST_CONFIRM_DAYS = 7
INTEREST_KEEP_DAYS = 366

# What the sources do not state: our own assumptions (domain.md §4.2).
SIGNUP_CONFIRM_DAYS = 7
OFFER_ANSWER_DAYS = 10
OFFER_REMIND_DAYS = 7

# The life of groups: our own assumptions (domain.md §3 pair 13, §4.4).
QUIET_GROUP_DAYS = 60  # nothing held and nothing agreed
FOLLOW_UP_DAYS = 14  # after a first meeting, and how long a quiet group rests once somebody has asked
OFFER_SOON_DAYS = 3  # before an offered place runs out, coordinators see it
CONVENER_CALL_DAYS = 7  # before a meeting that nobody leads
PACK_DAYS = 5  # before a meeting, to whoever leads it
NOT_HELD_DAYS = 7  # after a meeting that nobody told about
CLOSING_ANSWER_DAYS = 30  # after a group has ended: its members can say how it was
CLOSING_KEEP_MONTHS = 6  # after a group has ended: what they said
MEETING_LINK_DAYS = 14  # after a meeting: a link in its mails opens it
GROUP_MESSAGES_KEEP_MONTHS = 6  # after the group has ended
GUEST_KEEP_DAYS = 30  # after the meeting

# security.md §3.6: by the visitor's address, and by the address that is mailed.
PEER_LIMITS = {"signup": (20, 3600), "signup_address": (3, 3600), "interest": (3, 3600)}
PEER_LIMITS |= {"calendar": (120, 3600)}
