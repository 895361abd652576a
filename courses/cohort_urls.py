"""Addresses of cohorts: applying, one's own application, and the workbenches of coordinators and trainers."""

from django.urls import path

from accounts.access import Access, declare

from .views import agreements, applicants, applying, attendance, cohorts, interest, keeping, rooms, stories, words

OWN = "min-side/forloeb/<uuid:enrolment>/"
COHORT = "koordinator/hold/<uuid:cohort>/"
APPLICANT = f"{COHORT}ansoegere/<uuid:enrolment>/"
TAUGHT = "underviser/hold/<uuid:cohort>/"

urlpatterns = [
    path("uddannelse/<slug:course>/<slug:cohort>/ansoeg/", applying.course_apply, name="course_apply"),
    path("uddannelse/besked/svar/<str:token>/", interest.course_interest_confirm, name="course_interest_confirm"),
    path("uddannelse/besked/<slug:course>/", interest.course_interest, name="course_interest"),
    path(f"{OWN}historie/", stories.own_story, name="own_story"),
    path(f"{OWN}historie/fjern/", stories.own_story_remove, name="own_story_remove"),
    path(f"{OWN}ansoegning/", applying.own_application, name="own_application"),
    path(f"{OWN}ja-tak/", applying.own_answer, name="own_answer"),
    path(f"{OWN}traek-tilbage/", applying.own_withdraw, name="own_withdraw"),
    path(f"{OWN}fravaer/<int:week>/", applying.own_absence, name="own_absence"),
    path(f"{OWN}tid/<uuid:time>/", rooms.own_time, name="own_time"),
    path(f"{OWN}plan/", rooms.own_plan, name="own_plan"),
    path(f"{OWN}beskeder/", words.own_room, name="own_room"),
    path(f"{OWN}kursusaftale/", agreements.own_student_agreement, name="own_student_agreement"),
    path(f"{OWN}evaluering/", words.own_evaluation, name="own_evaluation"),
    path("koordinator/kurser/", keeping.course_list, name="courses_kept"),
    path("koordinator/kurser/nyt/", keeping.course_new, name="course_new"),
    path("koordinator/kurser/pauser/", keeping.breaks, name="course_breaks"),
    path("koordinator/kurser/pauser/<int:row>/", keeping.breaks, name="course_break"),
    path("koordinator/kurser/pauser/<int:row>/fjern/", keeping.break_remove, name="course_break_remove"),
    path("koordinator/kurser/<slug:course>/ret/", keeping.course_change, name="course_change"),
    path("koordinator/kurser/<slug:course>/aftale/", agreements.agreement_text, name="agreement_text"),
    path("koordinator/hold/", cohorts.cohort_list, name="cohorts"),
    path("koordinator/hold/nyt/", cohorts.cohort_new, name="cohort_new"),
    path(COHORT, cohorts.cohort_page, name="cohort"),
    path(f"{COHORT}ret/", cohorts.cohort_change, name="cohort_change"),
    path(f"{COHORT}aflys/", cohorts.cohort_cancel, name="cohort_cancel"),
    path(f"{COHORT}evaluering/", words.cohort_evaluation, name="cohort_evaluation"),
    path(f"{COHORT}tider/", rooms.cohort_times, name="cohort_times"),
    path(f"{COHORT}uge/<int:week>/", cohorts.session_move, name="session_move"),
    path(f"{COHORT}trin/<slug:act>/", cohorts.cohort_step, name="cohort_step"),
    path(f"{COHORT}fremmoede/", attendance.attendance, name="cohort_attendance"),
    path(f"{COHORT}aftaler/", agreements.cohort_agreements, name="cohort_agreements"),
    path(f"{COHORT}aftaler/<uuid:enrolment>/", agreements.agreement_on_paper, name="agreement_on_paper"),
    path(f"{COHORT}uge/<int:week>/underskrift/", attendance.signin_sheet, name="run_signin_sheet"),
    path(f"{COHORT}beskeder/", words.cohort_room, name="run_cohort_room"),
    path(f"{COHORT}beskeder/ny/", words.message_new, name="run_message_new"),
    path(f"{COHORT}materialer/nyt/", words.material_new, name="run_material_new"),
    path(f"{COHORT}materialer/<uuid:material>/fjern/", words.material_remove, name="run_material_remove"),
    path(f"{COHORT}ansoegere/", applicants.applicants, name="applicants"),
    path(f"{COHORT}tilmeld/", applicants.apply_for_find, name="apply_for_find"),
    path(f"{COHORT}tilmeld/<uuid:person>/", applicants.apply_for, name="apply_for"),
    path(APPLICANT, applicants.applicant, name="applicant"),
    path(f"{APPLICANT}<slug:act>/", applicants.applicant_step, name="applicant_step"),
    path("underviser/hold/", attendance.taught_cohorts, name="taught_cohorts"),
    path(f"{TAUGHT}fremmoede/", attendance.attendance, name="attendance"),
    path(f"{TAUGHT}uge/<int:week>/underskrift/", attendance.signin_sheet, name="signin_sheet"),
    path(f"{TAUGHT}beskeder/", words.cohort_room, name="cohort_room"),
    path(f"{TAUGHT}beskeder/ny/", words.message_new, name="message_new"),
    path(f"{TAUGHT}materialer/nyt/", words.material_new, name="material_new"),
    path(f"{TAUGHT}materialer/<uuid:material>/fjern/", words.material_remove, name="material_remove"),
    path(f"{TAUGHT}plan/<uuid:enrolment>/", rooms.shared_plan, name="shared_plan"),
    path(f"{TAUGHT}bestaaet/<uuid:enrolment>/", attendance.pass_after_all, name="pass_after_all"),
]

declare("uddannelse/besked/", Access.PUBLIC)
declare("uddannelse/besked/svar/", Access.SIGNED_LINK)
declare("uddannelse/<slug:course>/<slug:cohort>/ansoeg/", Access.OWN)
