"""What the courses go by, beside what each course and cohort says. All of it is our assumption unless a source is
named, so it is changed here and nowhere else."""

COURSE_LIMITS = {"course_application": (20, 3600)}  # by the visitor's address
COURSE_ANSWER_DAYS = 10  # to say yes or no to an offered place
COURSE_REMIND_DAYS = 7  # after the offer
ATTENDANCE_LOCK_DAYS = 14  # after a meeting; then only with a reason (domain.md §4.7)
ENROLMENT_KEEP_MONTHS = 12  # after the cohort ends

TRAINING_LATE_DAYS = 30  # to register what happened before the cap; then administrators only (domain.md §4.8)
TRAINING_CONFIRM_DAYS = 7  # then coordinators see what no supervisor has confirmed
TRAINING_MIDTERM_DAYS = 56  # after the start it is time for the midterm conversation
TRAINING_FINAL_DAYS = 21  # before the cap it is time for the final one
TRAINING_LINK_DAYS = 180  # a private link into a training opens so long
LENT_DAYS = 30  # and one that a participant lends
LOG_KEEP_MONTHS = 12  # after the certificate, or the cap where none came (security.md §2)
CERTIFICATE_KEEP_YEARS = 5
COURSE_LIMITS |= {"course_interest": (20, 3600), "course_interest_address": (3, 3600)}
COURSE_LIMITS |= {"certificate": (20, 3600), "training_link": (60, 3600)}
EVALUATION_LEAST = 5  # answers before anybody sees any of them
