"""Rules that can be read off the source (style.md, architecture.md, security.md); exceptions have a reason."""

import ast
import re

from .sources import APPS, calls, python_files, short, templates

# file → why it may do what the rule forbids
MARKED_SAFE = {
    "home/terms.py": "the finished HTML of a text, changed between its tags alone by a template that escapes",
    "home/search.py": "marked words between pieces that were escaped one by one",
    "news/domain/issue_mail.py": "rich text that nh3 has cleaned to paragraphs, lists and links in the same line",
    "home/templatetags/components.py": "our own SVG files, and JSON-LD whose <, > and & are escaped before",
}
SAFE_IN_TEMPLATES: dict[str, str] = {}
CSRF_EXEMPT = {
    "home/views/feedback.py": "public pages print no token (architecture.md §4.6); Origin is checked instead",
    "news/views/subscribing.py": "mail programs leave a list by themselves (RFC 8058); its link is the proof",
}
RAW_QUERIES = {
    "home/models/versions.py": "one number by its key on every request; building the query would cost more",
}
# A view that asks the database itself instead of through domain/queries.
VIEW_QUERIES = {
    "home/views/pages.py": "finding the page at an address is this view's whole work, in one query (ADR 0005)",
}
# A domain file that reads the clock although the moment is handed to it.
CLOCKS = {
    "home/domain/schedule.py": "Wagtail's own command reads the clock; it is only called when both agree",
    "home/domain/bench_panels.py": "a panel of a workbench is drawn now; panels are registered and get no moment",
}
READS = {"get", "filter", "all", "exclude", "raw", "extra"}


def files_calling(*names: str, folders: tuple[str, ...] = (*APPS, "site")) -> set[str]:
    return {short(path) for path in python_files(*folders) for name, _call in calls(path) if name in names}


def test_text_is_marked_safe_only_where_a_reason_is_written() -> None:
    assert files_calling("mark_safe", "SafeString", "SafeText") == set(MARKED_SAFE)


def test_templates_never_switch_escaping_off() -> None:
    found = {short(path) for path in templates() if re.search(r"\|\s*safe\b|\|\s*safeseq\b", path.read_text())}
    found |= {short(path) for path in templates() if path.suffix == ".html" and "autoescape off" in path.read_text()}
    assert found == set(SAFE_IN_TEMPLATES)


def test_no_query_is_written_by_hand() -> None:
    found = files_calling("raw", "extra", "RawSQL")
    found |= {short(path) for path in python_files(*APPS) if ".cursor()" in path.read_text()}
    assert found == set(RAW_QUERIES)


def test_every_form_but_the_public_one_checks_its_token() -> None:
    found = {short(path) for path in python_files(*APPS, "site") if "csrf_exempt" in path.read_text()}
    assert found == set(CSRF_EXEMPT)


def test_nothing_is_cached_by_address_and_no_mail_fails_in_silence() -> None:
    words = ("cache_page", "fail_silently", "UpdateCacheMiddleware", "FetchFromCacheMiddleware")
    found = {(short(path), word) for path in python_files(*APPS, "site") for word in words if word in path.read_text()}
    assert found == set()


def test_only_the_outbox_sends_mail() -> None:
    words = ("send_mail(", "EmailMessage(", "EmailMultiAlternatives(", "mail_admins(", "send_mass_mail(")
    found = {
        short(path)
        for path in python_files(*APPS)
        for word in words
        if re.search(rf"(?<!def )\b{re.escape(word)}", path.read_text())
    }
    assert {name for name in found if not name.startswith("outbox/")} == set()


def test_only_pdf_imports_weasyprint() -> None:
    found = {
        short(path)
        for path in python_files(*APPS, "site")
        if re.search(r"^\s*(from|import) weasyprint", path.read_text(), re.M)
    }
    assert {name for name in found if not name.startswith("pdf/")} == set()


def views() -> list[str]:
    return [short(path) for path in python_files(*APPS) if "views" in path.parts or path.name == "views.py"]


def test_views_ask_the_database_through_the_domain() -> None:
    found = set()
    for path in python_files(*APPS):
        if short(path) not in views():
            continue
        for name, call in calls(path):
            inner = call.func.value if isinstance(call.func, ast.Attribute) else None
            on_objects = isinstance(inner, ast.Attribute) and inner.attr == "objects"
            if on_objects and name in READS:
                found.add(short(path))
    assert found - set(VIEW_QUERIES) == set()


def test_domain_functions_do_not_read_the_clock() -> None:
    """`now` and `today` come in as arguments (style.md, habit 5); views, commands and the worker read the clock."""
    found = {
        short(path)
        for path in python_files(*APPS)
        for name, call in calls(path)
        if "domain" in path.parts
        and name in {"now", "localdate", "today", "utcnow", "localtime"}
        and isinstance(call.func, ast.Attribute)
        and not call.args
        and not call.keywords
    }
    assert found == set(CLOCKS)


def test_errors_are_never_swallowed_in_silence() -> None:
    found = []
    for path in python_files(*APPS, "site"):
        for node in ast.walk(ast.parse(path.read_text())):
            broad = isinstance(node, ast.ExceptHandler) and (
                node.type is None or getattr(node.type, "id", "") == "Exception"
            )
            if broad and all(isinstance(step, ast.Pass) for step in node.body):
                found.append(f"{short(path)}:{node.lineno}")
    assert found == []


def test_templates_hold_no_inline_script_style_or_handler() -> None:
    """The content policy forbids them (security.md §3.2). Mails and the pages of last resort have no sheet."""
    alone = {f"templates/errors/{code}.html" for code in (400, 500, 503)}
    bad = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*ld\+json)|\son[a-z]+=\"|javascript:")
    found = [
        short(path)
        for path in templates()
        if path.suffix == ".html"
        and short(path) not in alone
        and "emails" not in path.parts
        and bad.search(path.read_text())
    ]
    assert found == []


def test_no_template_names_another_host() -> None:
    """Links that a reader follows are content; whatever a browser loads by itself is ours (architecture.md §4.7)."""
    loads = re.compile(
        r"<(?:link|script|img|iframe|source|video|audio|embed|object)\b[^>]*(?:href|src|data)=\"(?:https?:)?//"
    )
    assert [short(path) for path in templates() if loads.search(path.read_text())] == []


def test_components_name_their_inputs_in_the_first_line() -> None:
    silent = [
        short(path)
        for path in templates()
        if path.parent.name == "components" and path.suffix == ".html" and not path.read_text().startswith("{#")
    ]
    assert silent == []
