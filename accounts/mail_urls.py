"""Addresses of the administrator's pages about mails that need to know people."""

from django.urls import path

from .views import mails, words

WORDS = "administration/mails/skabeloner/<str:kind>/<str:language>/"

urlpatterns = [
    path("administration/mails/", mails.mails, name="mails"),
    path("administration/mails/skabeloner/", words.word_list, name="word_list"),
    path(WORDS, words.words, name="words"),
    path(f"{WORDS}standard/", words.reset, name="words_reset"),
    path(f"{WORDS}mail/", words.as_html, name="words_html"),
    path(f"{WORDS}brev/", words.as_letter, name="words_letter"),
]
