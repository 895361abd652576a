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

# security.md §3.6: by the visitor's address, and by the address that is mailed.
PEER_LIMITS = {"signup": (20, 3600), "signup_address": (3, 3600), "interest": (3, 3600)}
