"""Loaded once by the server that the children are forked from: what the first document would have to wait for.

WeasyPrint parses its own style sheet and the C declarations, and finds the system's fonts, when they are first used; a
child inherits what was used before it was forked. The sample holds nothing of anybody's and loads nothing.
"""

from .engine import Job, make

SAMPLE = """<!DOCTYPE html>
<html lang="da"><head><meta charset="utf-8"><title>Prøve</title>
<style>@page { @bottom-right { content: counter(page) " " counter(pages); } } h1 { bookmark-level: 1; }
a::after { content: target-counter(attr(href), page); float: right; }</style></head>
<body><h1 id="top">Prøve</h1><p><a href="#top">Et</a> <b>to</b> <i>tre</i></p><ul><li>Et</li></ul>
<table><caption>To</caption><tr><th>Tre</th></tr><tr><td>4</td></tr></table></body></html>"""


def warm() -> int:
    """Makes a page that nobody sees; returns the number of pages."""
    return make(Job(SAMPLE, "http://127.0.0.1", {}))[1]


warm()
