"""Addresses of a person's own pages and of people without an e-mail."""

from django.urls import path

from .views import own, people

urlpatterns = [
    path("min-side/profil/", own.profile, name="own_profile"),
    path("koordinator/personer/", people.people_list, name="people"),
    path("koordinator/personer/ny/", people.people_new, name="person_new"),
    path("koordinator/personer/<uuid:key>/", people.person, name="person"),
    path("koordinator/personer/<uuid:key>/ret/", people.person_change, name="person_change"),
]
