"""The list of places where somebody is signed in speaks of browsers as people do."""

import pytest

from accounts.templatetags.browsers import browser_name

SAYS = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) {}"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (SAYS.format("Windows NT 10.0; Win64; x64", "Chrome/130.0 Safari/537.36 Edg/130.0"), "Edge, Windows"),
        (SAYS.format("X11; Linux x86_64", "Chrome/130.0 Safari/537.36"), "Chrome, Linux"),
        (SAYS.format("Linux; Android 14; Pixel 8", "Chrome/130.0 Mobile Safari/537.36"), "Chrome, Android"),
        (SAYS.format("iPhone; CPU iPhone OS 18_0 like Mac OS X", "Version/18.0 Mobile Safari/604.1"), "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Mac"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_browser_is_named_with_its_machine(user_agent: str, words: str) -> None:
    assert browser_name(user_agent) == words
