"""The portal's addresses, and the files that a proxy serves where it is deployed."""

from django.conf import settings
from django.urls import path
from django.views.static import serve
from peerportal import urls

urlpatterns = [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}), *urls.urlpatterns]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
