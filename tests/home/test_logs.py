"""What a line of the log never holds: the private part of a link, whoever writes the line."""

import io
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from peerportal.settings.logs import hide_links, logging_config

TOKEN = "kQ3" * 14 + "_-"


@pytest.fixture
def written() -> Iterator[Any]:
    """A stream that gets what our handler writes."""
    stream = io.StringIO()
    config = logging_config("json")
    formatter = logging.config.DictConfigurator(config).configure_formatter(config["formatters"]["portal"])
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_a_private_link_is_not_in_a_line_of_django(written: io.StringIO) -> None:
    path = f"/arbejdspladser/vaerktoejer/rollestjerne/hver-for-sig/{TOKEN}/"
    logging.getLogger("django.request").error("Unprocessable Entity: %s", path)
    assert "Unprocessable Entity: /arbejdspladser" in written.getvalue()
    assert TOKEN not in written.getvalue()


@pytest.mark.parametrize("path", [f"GET /a/{TOKEN}/pdf/", f"GET /a/{TOKEN}", f"'POST /en/a/{TOKEN}/'"])
def test_the_private_part_is_hidden_wherever_it_stands(path: str) -> None:
    assert TOKEN not in str(hide_links(None, "", {"request": path}))


def test_an_ordinary_address_stays_whole() -> None:
    line = {"request": "GET /nyheder/hvorfor-guide-forloeb-er-hoejst-fire-maaneder/", "code": 200}
    assert hide_links(None, "", line) == line
