"""What the courses go by, beside what each course and cohort says. All of it is our assumption unless a source is
named, so it is changed here and nowhere else."""

COURSE_LIMITS = {"course_application": (20, 3600)}  # by the visitor's address
COURSE_ANSWER_DAYS = 10  # to say yes or no to an offered place
COURSE_REMIND_DAYS = 7  # after the offer
ATTENDANCE_LOCK_DAYS = 14  # after a meeting; then only with a reason (domain.md §4.7)
ENROLMENT_KEEP_MONTHS = 12  # after the cohort ends
EVALUATION_LEAST = 5  # answers before anybody but coordinators sees figures
