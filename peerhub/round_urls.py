"""Addresses of rounds, schemes and questionnaires on the coordinator's workbench."""

from django.urls import path

from .views import programmes, questionnaires, round_steps, rounds

urlpatterns = [
    path("koordinator/runder/", rounds.round_list, name="rounds"),
    path("koordinator/runder/ny/", rounds.round_new, name="round_new"),
    path("koordinator/runder/<slug:slug>/", rounds.round_page, name="round"),
    path("koordinator/runder/<slug:slug>/ret/", rounds.round_change, name="round_change"),
    path("koordinator/runder/<slug:slug>/aflys/", round_steps.round_cancel, name="round_cancel"),
    path("koordinator/runder/<slug:slug>/trin/<slug:act>/", round_steps.round_step, name="round_step"),
    path("koordinator/runder/<slug:slug>/grupper/ny/", round_steps.round_group, name="round_group_new"),
    path("koordinator/runder/<slug:slug>/grupper/<int:number>/", round_steps.round_group, name="round_group"),
    path(
        "koordinator/runder/<slug:slug>/grupper/<int:number>/slet/",
        round_steps.round_group_remove,
        name="round_group_remove",
    ),
    path("koordinator/ordninger/", programmes.programme_list, name="programmes"),
    path("koordinator/ordninger/ny/", programmes.programme_new, name="programme_new"),
    path("koordinator/ordninger/<slug:code>/", programmes.programme_page, name="programme"),
    path("koordinator/ordninger/<slug:code>/ret/", programmes.programme_change, name="programme_change"),
    path("koordinator/spoergeskemaer/", questionnaires.questionnaire_list, name="questionnaires"),
    path("koordinator/spoergeskemaer/ny/", questionnaires.questionnaire_new, name="questionnaire_new"),
    path("koordinator/spoergeskemaer/<int:number>/", questionnaires.questionnaire_page, name="questionnaire"),
    path(
        "koordinator/spoergeskemaer/<int:number>/ny-version/",
        questionnaires.questionnaire_version,
        name="questionnaire_version",
    ),
    path("koordinator/spoergeskemaer/<int:number>/spoergsmaal/", questionnaires.question, name="question_new"),
    path("koordinator/spoergeskemaer/<int:number>/spoergsmaal/<int:place>/", questionnaires.question, name="question"),
    path(
        "koordinator/spoergeskemaer/<int:number>/spoergsmaal/<int:place>/<slug:act>/",
        questionnaires.question_act,
        name="question_act",
    ),
]
