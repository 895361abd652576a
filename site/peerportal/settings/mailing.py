"""How much is mailed, and the periods and limits of the newsletter. Each period is a promise printed on /privatliv/."""

OUTBOX_PER_ADDRESS_A_DAY = 10
OUTBOX_AN_HOUR = 2000

NEWSLETTER_CONFIRM_DAYS = 7
NEWSLETTER_FORGET_DAYS = 30  # the fingerprint of who left
NEWSLETTER_ASK_AGAIN_MONTHS = 0  # 24 asks everybody anew after two years; 0 never does
NEWSLETTER_ANSWER_DAYS = 30  # to that question
# Mails of an issue put into the outbox for a minute at most; the share of an hour's mails left to all others.
NEWSLETTER_BATCH = 2000
NEWSLETTER_LEAVES = 0.25

# security.md §3.6: by the visitor's address; an address that is mailed gets one question in 24 hours.
NEWSLETTER_LIMITS = {"newsletter": (3, 3600)}

# Files of one's own data, and lists taken out by staff.
COPY_LIMITS = {"copy": (3, 24 * 3600), "export": (3, 24 * 3600)}
