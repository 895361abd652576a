"""Addresses of the sheets of organisations on the coordinator's workbench."""

from django.urls import path

from .views import assessments

urlpatterns = [
    path("koordinator/skalaer/", assessments.assessment_list, name="assessments"),
    path("koordinator/skalaer/ny/", assessments.assessment_new, name="assessment_new"),
    path("koordinator/skalaer/sammen/", assessments.assessments_together, name="assessments_together"),
    path("koordinator/skalaer/<uuid:sheet>/", assessments.assessment, name="assessment"),
    path("koordinator/skalaer/<uuid:sheet>/ret/", assessments.assessment_change, name="assessment_change"),
    path("koordinator/skalaer/<uuid:sheet>/fil/<slug:form>/", assessments.assessment_file, name="assessment_file"),
    path("koordinator/skalaer/<uuid:sheet>/ordning/", assessments.assessment_apply, name="assessment_apply"),
    path("koordinator/skalaer/<uuid:sheet>/slet/", assessments.assessment_remove, name="assessment_remove"),
]
