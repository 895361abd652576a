"""What people and machines have written into forms to break them: one list a kind (security.md §6, S4)."""

MARK = "zq7"
XSS = [
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg/onload={MARK}()>",
    f'<a href="javascript:{MARK}()">x</a>',
    f"</textarea><script>{MARK}()</script>",
    f"</title><script>{MARK}()</script>",
    f"<iframe srcdoc='<script>{MARK}()</script>'>",
    f"<body onpageshow={MARK}()>",
    f"<<script>{MARK}()//<</script>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={MARK}()>",
    f"\u003cscript\u003e{MARK}()\u003c/script\u003e",
    f"<details open ontoggle={MARK}()>",
    f"--><script>{MARK}()</script>",
    f"]]><script>{MARK}()</script>",
    f"<scr\x09ipt>{MARK}()</scr\x09ipt>",
]
SQL = [
    "' OR 1=1 --",
    "1; DROP TABLE accounts_user",
    "%' AND 1=0 UNION SELECT 1 --",
    "\\'; SELECT pg_sleep(9)--",
    "%_%",
]
TEMPLATES = [
    "{{ 7*7 }}",
    "{% load x %}",
    "{{ settings.SECRET_KEY }}",
    "${7*7}",
    "#{7*7}",
    "{navn.__class__}",
    "{0}",
    "%(x)s",
]
LINES = ["x\r\nBcc: a@example.org", "x\nSet-Cookie: a=b", "x%0d%0aLocation: /", "x\u2028y", "x\x0by", "x\x85y"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]
LETTERS = [
    "\x00",
    "a\x00b",
    "\ufeffx",
    "\u202etxet",
    "\u200b",
    "\u200d\u200d",
    "👩‍👩‍👧‍👦" * 20,
    "é",
    "e\u0301",
    "ﬁ",
    "İı",
    "ß",
    "\ud7ff\ue000",
    "𝕏" * 30,
    "\U0010ffff",
    "Z" + "\u0334" * 200,
    "א" * 50,
    "ÆØÅæøå",
    "\x7f\x1b[31m",
    "🇩🇰",
]
AWAY = [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "/%2f%2fevil.example",
]
SIZES = [
    "",
    " ",
    "\t",
    "a",
    "a" * 300,
    "a" * 5001,
    "a" * 60000,
    "\n" * 900,
    "-1",
    "0",
    "1e309",
    "999999999999999999999",
    "NaN",
]
SHAPES = [
    "[]",
    "{}",
    "null",
    "true",
    "../../etc/passwd",
    "C:\\x",
    "010190-1234",
    "31-02-2026",
    "2026-13-45",
    "25:61",
    "0000",
    "@",
    "a@b@c",
]
EVERYTHING = [*XSS, *SQL, *TEMPLATES, *LINES, *FORMULAS, *LETTERS, *AWAY, *SIZES, *SHAPES]
# What a page would hold if a string had gone through as markup.
RAW = [
    f"<script>{MARK}()",
    f"onerror={MARK}()>",
    f"<svg/onload={MARK}",
    f"<iframe srcdoc='<script>{MARK}",
    f"ontoggle={MARK}()>",
]
EVALUATED = ">49<"
