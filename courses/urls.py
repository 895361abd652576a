"""Addresses of courses that belong to one person, and the check of certificates."""

from django.urls import path

from . import views

urlpatterns = [
    path("min-side/forloeb/<uuid:enrolment>/", views.own_course, name="own_course"),
    path("bevis/<str:number>/", views.certificate, name="certificate"),
]
