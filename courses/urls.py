"""Addresses of courses that belong to one person, and the check of certificates."""

from django.urls import include, path

urlpatterns = [path("", include("courses.cohort_urls")), path("", include("courses.training_urls"))]
