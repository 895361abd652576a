"""Sealed texts: they open where they were sealed, with a key we still hold, and nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts.keyring import SealBroken, key_id_of, seal, unseal

PLACE = "accounts_sealedmail.content:7d0f"
# No lone surrogates: Django decodes every request to valid text.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=2000)


@examples(max_examples=100, deadline=None)
@given(TEXTS)
def test_what_is_sealed_opens_again(text: str) -> None:
    assert unseal(seal(text, PLACE), PLACE) == text


def test_two_seals_of_one_text_differ() -> None:
    assert seal("det samme", PLACE) != seal("det samme", PLACE)


def test_a_sealed_text_holds_nothing_of_the_text() -> None:
    sealed = seal("tinnitus", PLACE)
    body = base64.urlsafe_b64decode(sealed.split(".")[2])
    assert b"tinnitus" not in body
    assert len(body) == 12 + len("tinnitus") + 16


@examples(max_examples=200, deadline=None)
@given(st.data())
def test_a_changed_byte_breaks_the_seal(data: st.DataObject) -> None:
    version, key_id, body = seal("må ikke ændres", PLACE).split(".")
    raw = bytearray(base64.urlsafe_b64decode(body))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        unseal(f"{version}.{key_id}.{base64.urlsafe_b64encode(bytes(raw)).decode()}", PLACE)


@examples(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_nonsense_is_a_broken_seal_and_no_other_error(text: str) -> None:
    with pytest.raises(SealBroken):
        unseal(text, PLACE)


@pytest.mark.parametrize("body", ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA==", "æ", "=", "****"])
def test_a_short_or_odd_body_is_a_broken_seal(body: str) -> None:
    with pytest.raises(SealBroken):
        unseal(f"v1.test1.{body}", PLACE)


def test_a_sealed_text_does_not_open_in_another_place() -> None:
    with pytest.raises(SealBroken):
        unseal(seal("min", PLACE), PLACE.replace("7d0f", "7d0e"))


def test_another_version_is_refused() -> None:
    with pytest.raises(SealBroken):
        unseal(seal("ny", PLACE).replace("v1.", "v2.", 1), PLACE)


def test_the_first_key_seals() -> None:
    assert key_id_of(seal("ny", PLACE)) == "test1"


def test_an_old_key_still_opens_after_the_keys_were_turned(settings: pytest.FixtureRequest) -> None:
    first, second = settings.FIELD_KEYS.split(",")
    settings.FIELD_KEYS = second
    old = seal("fra før", PLACE)
    settings.FIELD_KEYS = f"{first},{second}"
    assert unseal(old, PLACE) == "fra før"
    assert (key_id_of(old), key_id_of(seal("fra nu", PLACE))) == ("test0", "test1")


def test_an_unknown_key_id_is_a_broken_seal(settings: pytest.FixtureRequest) -> None:
    sealed = seal("glemt nøgle", PLACE)
    settings.FIELD_KEYS = settings.FIELD_KEYS.split(",")[1]
    with pytest.raises(SealBroken):
        unseal(sealed, PLACE)


def test_another_key_under_the_same_id_is_a_broken_seal(settings: pytest.FixtureRequest) -> None:
    sealed = seal("anden nøgle", PLACE)
    settings.FIELD_KEYS = "test1:another-key-altogether-of-forty-letters-or-so"
    with pytest.raises(SealBroken):
        unseal(sealed, PLACE)
