"""A browser in words, for the list of places where somebody is signed in."""

from django import template

register = template.Library()

# The first that is found counts: each browser also claims to be those that stand after it.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS": "Firefox", "Chrome/": "Chrome"}
BROWSERS |= {"CriOS": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "Chromebook"}
SYSTEMS |= {"Mac OS X": "Mac", "Linux": "Linux"}
MOST_LETTERS = 60


@register.filter
def browser_name(user_agent: str) -> str:
    """Browser and machine of a user agent: "Firefox, Windows". What it says itself, cut, where we know neither."""
    found = [next((word for mark, word in words.items() if mark in user_agent), "") for words in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or user_agent[:MOST_LETTERS]
