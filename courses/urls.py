"""Addresses of courses that belong to one person, and the check of certificates."""

from django.urls import include, path

from accounts.access import Access, declare

from .views import doors as views

urlpatterns = [
    path("", include("courses.cohort_urls")),
    path("min-side/forloeb/<uuid:enrolment>/", views.own_course, name="own_course"),
    path("bevis/<str:number>/", views.certificate, name="certificate"),
]

declare("bevis/", Access.PUBLIC)
declare("min-side/forloeb/", Access.PARTICIPANT)
