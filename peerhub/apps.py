"""Peer groups from the first question to the last meeting: programmes, rounds, signups, matching and group life."""

from django.apps import AppConfig


class PeerhubConfig(AppConfig):
    name = "peerhub"
    default_auto_field = "django.db.models.BigAutoField"
