"""Addresses of guide training, practicum and certificates."""

from django.urls import URLPattern, path

from accounts.access import Access, declare

from .views import (
    certificate_checks,
    certificates,
    conversations,
    own_certificates,
    own_course,
    own_links,
    own_log,
    own_records,
    own_reflections,
    practicum,
    training_links,
    trainings,
)

OWN = "min-side/forloeb/<uuid:enrolment>/"
LINK = "praktik/<str:token>/"


def staff(start: str, name: str) -> list[URLPattern]:
    """The pages of trainings on one workbench."""
    one = f"{start}<uuid:training>/"
    return [
        path(start, trainings.guide_trainings, name=f"{name}_trainings"),
        path(one, trainings.guide_training, name=f"{name}_training"),
        path(f"{one}supervision/", trainings.guide_supervision, name=f"{name}_supervision"),
        path(f"{one}opfoelgning/", trainings.guide_follow_up, name=f"{name}_follow_up"),
        path(f"{one}timer/<uuid:entry>/", trainings.guide_entry, name=f"{name}_entry"),
        path(f"{one}samtale/", conversations.guide_conversation, name=f"{name}_conversation"),
        path(f"{one}bekraeft/", trainings.guide_confirm, name=f"{name}_confirm"),
        path(f"{one}papir/", trainings.guide_on_paper, name=f"{name}_on_paper"),
        path(f"{one}start/", practicum.guide_move, name=f"{name}_move"),
        path(f"{one}afbryd/", practicum.guide_interrupt, name=f"{name}_interrupt"),
        path(f"{one}link/", practicum.guide_link, name=f"{name}_link"),
        path(f"{one}link/<uuid:link>/", practicum.guide_link_sheet, name=f"{name}_link_sheet"),
        path(f"{one}link/<uuid:link>/luk/", practicum.guide_link_revoke, name=f"{name}_link_revoke"),
    ]


urlpatterns = [
    path(OWN, own_course.own_course, name="own_course"),
    path(f"{OWN}aftale/", own_course.own_agreement, name="own_agreement"),
    path(f"{OWN}log/", own_log.own_log, name="own_log"),
    path(f"{OWN}log/ny/", own_log.own_entry, name="own_entry_new"),
    path(f"{OWN}log/<uuid:entry>/", own_log.own_entry, name="own_entry"),
    path(f"{OWN}log/<uuid:entry>/slet/", own_log.own_entry_remove, name="own_entry_remove"),
    path(f"{OWN}supervision/", own_log.own_supervision, name="own_supervision"),
    path(f"{OWN}forloeb/", own_log.own_relations, name="own_relations"),
    path(f"{OWN}forloeb/<uuid:relation>/slut/", own_log.own_relation_end, name="own_relation_end"),
    path(f"{OWN}laering/", own_reflections.own_reflections, name="own_reflections"),
    path(f"{OWN}laering/selvtjek/<slug:moment>/", own_reflections.own_self_check, name="own_self_check"),
    path(f"{OWN}laering/samtale/<slug:kind>/", own_reflections.own_conversation, name="own_conversation"),
    path(f"{OWN}mit-forloeb.pdf", own_records.record_pdf, name="own_record_pdf"),
    path(f"{OWN}mit-forloeb.json", own_records.record_json, name="own_record_json"),
    path(f"{OWN}timer/", own_records.own_hours, name="own_hours"),
    path(f"{OWN}laan/", own_links.own_links, name="own_links"),
    path(f"{OWN}laan/<uuid:link>/luk/", own_links.own_link_revoke, name="own_link_revoke"),
    path(f"{OWN}bevis/<slug:kind>/", own_certificates.own_certificate, name="own_certificate"),
    path(LINK, training_links.training_link, name="training_link"),
    path(f"{LINK}samtale/", conversations.link_conversation, name="link_conversation"),
    *staff("supervisor/forloeb/", "guide"),
    *staff("koordinator/praktik/", "practicum"),
    path("koordinator/praktik/begynd/<uuid:enrolment>/", practicum.training_start, name="practicum_start"),
    path("koordinator/praktiksteder/", practicum.practicum_sites, name="practicum_sites"),
    path("koordinator/praktiksteder/<int:site>/", practicum.practicum_sites, name="practicum_site"),
    path("koordinator/opfoelgning/", practicum.follow_up_days, name="follow_up_days"),
    path("koordinator/beviser/", certificates.certificates, name="certificates"),
    path("koordinator/beviser/<str:number>/", certificates.certificate, name="certificate_of_register"),
    # The page at /bevis/ itself is the editors'.
    path("bevis/tjek/", certificate_checks.certificate_search, name="certificate_search"),
    path("bevis/<str:number>/", certificate_checks.certificate, name="certificate"),
]

declare("min-side/forloeb/", Access.PARTICIPANT)
declare("praktik/", Access.SIGNED_LINK)
declare("bevis/", Access.PUBLIC)
