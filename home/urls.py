"""Addresses of the CMS foundation that are views, not pages."""

from django.urls import path

from accounts.access import Access, declare

from .views import enquiries, feedback, search

urlpatterns = [
    path("soeg/", search.search, name="search"),
    path("var-siden-nyttig/", feedback.feedback, name="feedback"),
    path("koordinator/henvendelser/", enquiries.enquiry_list, name="enquiries"),
    path("koordinator/henvendelser/eksport/<slug:form>/", enquiries.enquiry_export, name="enquiry_export"),
    path("koordinator/henvendelser/<str:reference>/", enquiries.enquiry_detail, name="enquiry"),
    path("koordinator/henvendelser/<str:reference>/svar/", enquiries.enquiry_answer, name="enquiry_answer"),
    path("koordinator/henvendelser/<str:reference>/tildel/", enquiries.enquiry_assign, name="enquiry_assign"),
    path("koordinator/henvendelser/<str:reference>/<slug:action>/", enquiries.enquiry_act, name="enquiry_act"),
]

declare("soeg/", Access.PUBLIC)
declare("var-siden-nyttig/", Access.PUBLIC)
