"""A person's own key seals what is theirs alone; the portal's keys are changed without losing a text."""

from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

from accounts.domain import erasure, key_rotation
from accounts.domain.key_rotation import rotate
from accounts.keyring import SealBroken, key_id_of
from accounts.models import PersonKey, Registration, SealedMail, User
from accounts.person_keys import seal_for, unseal_for
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
OLD, NEW = "k1:an-old-key-for-tests", "k2:a-new-key-for-tests"


@pytest.fixture
def noted(settings: Any, participant: User) -> Registration:
    settings.FIELD_KEYS = OLD
    return Registration.objects.create(person=participant, note="en note", at=NOW)


def stored(row: Registration) -> str:
    return Registration.objects.filter(pk=row.pk).values_list("note", flat=True).get()


def again(row: Registration) -> Registration:
    return Registration.objects.select_related("person").get(pk=row.pk)


def test_a_note_is_sealed_with_the_persons_own_key_and_opens(noted: Registration) -> None:
    assert stored(noted).startswith("p1.")
    assert again(noted).note == "en note"


def test_each_person_has_one_key_however_much_is_sealed(participant: User, outsider: User) -> None:
    for person in (participant, participant, outsider):
        seal_for(User.objects.get(pk=person.pk), "x", "a.b:1")
    assert PersonKey.objects.count() == 2


def test_a_text_opens_at_its_own_place_for_its_own_person_alone(participant: User, outsider: User) -> None:
    sealed = seal_for(participant, "x", "a.b:1")
    seal_for(outsider, "x", "a.b:1")
    assert unseal_for(User.objects.get(pk=participant.pk), sealed, "a.b:1") == "x"
    for person, text, place in [
        (participant, sealed, "a.b:2"),
        (outsider, sealed, "a.b:1"),
        (participant, sealed[:-6] + "AAAAA=", "a.b:1"),
        (participant, "p9" + sealed[2:], "a.b:1"),
        (participant, "p1.x.y", "a.b:1"),
        (participant, "", "a.b:1"),
    ]:
        with pytest.raises(SealBroken):
            unseal_for(person, text, place)


def test_a_key_copied_to_another_person_does_not_open(participant: User, outsider: User) -> None:
    seal_for(participant, "x", "a.b:1")
    wrapped = PersonKey.objects.get().wrapped
    PersonKey.objects.create(subject=outsider.uuid, wrapped=wrapped)
    with pytest.raises(SealBroken):
        unseal_for(outsider, seal_for(participant, "x", "a.b:1"), "a.b:1")


def test_without_its_key_a_backups_row_is_unreadable_for_ever(noted: Registration, participant: User) -> None:  # P2
    kept, person = stored(noted), User.objects.get(pk=participant.pk)
    erasure.erase(subject=participant.uuid, now=NOW)
    assert PersonKey.objects.count() == 0
    with pytest.raises(SealBroken, match="gone"):
        unseal_for(person, kept, f"accounts_registration.note:{noted.pk}")


# --- changing the portal's keys --------------------------------------------------------------------------------------
@pytest.fixture
def sealed_rows(noted: Registration, participant: User) -> list[SealedMail]:
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(participant, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    mails = [SealedMail(id=uuid4(), content=f"mail {number}", created_at=NOW) for number in range(5)]
    for mail in mails:
        mail.save()
    return mails


def keys_in_use() -> set[str]:
    texts = list(SealedMail.objects.values_list("content", flat=True))
    texts += list(PersonKey.objects.values_list("wrapped", flat=True))
    texts += [Authenticator.objects.get().data["secret"]]
    return {key_id_of(text) for text in texts}


def test_everything_moves_to_the_new_key_and_the_old_one_can_go(
    sealed_rows: list[SealedMail], noted: Registration, settings: Any
) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    done = rotate()
    assert (done["accounts.sealedmail.content"], done["accounts.personkey.wrapped"]) == (5, 1)
    assert done["mfa.authenticator.data"] == 1
    assert keys_in_use() == {"k2"}
    settings.FIELD_KEYS = NEW
    assert [one.content for one in SealedMail.objects.order_by("content")] != []
    assert {one.content for one in SealedMail.objects.all()} == {f"mail {number}" for number in range(5)}
    assert again(noted).note == "en note"


def test_a_second_run_changes_nothing(sealed_rows: list[SealedMail], settings: Any) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    call_command("rotate_field_keys")
    assert set(rotate().values()) == {0}


def test_killed_half_way_the_next_run_goes_on(
    sealed_rows: list[SealedMail], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    left, real = [None, None], key_rotation._reseal

    def killed(*arguments: Any) -> bool:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return real(*arguments)

    monkeypatch.setattr(key_rotation, "_reseal", killed)
    with pytest.raises(KeyboardInterrupt):
        rotate()
    assert keys_in_use() == {"k1", "k2"}
    assert {one.content for one in SealedMail.objects.all()} == {f"mail {number}" for number in range(5)}
    monkeypatch.setattr(key_rotation, "_reseal", real)
    assert rotate()["accounts.sealedmail.content"] == 3
    assert keys_in_use() == {"k2"}


def test_an_unknown_key_stops_the_run_and_harms_nothing(sealed_rows: list[SealedMail], settings: Any) -> None:
    settings.FIELD_KEYS = NEW
    with pytest.raises(SealBroken):
        rotate()
    settings.FIELD_KEYS = OLD
    assert {one.content for one in SealedMail.objects.all()} == {f"mail {number}" for number in range(5)}


def test_a_text_of_before_persons_had_keys_gets_its_own(noted: Registration) -> None:
    from accounts.keyring import seal

    field: Any = Registration._meta.get_field("note")
    type(noted).objects.filter(pk=noted.pk).update(note="")
    old = seal("fra før", field.place(noted))
    from accounts.fields import Sealed

    row = again(noted)
    row.__dict__["note"] = Sealed(old)
    row.save(update_fields=["note"])
    assert again(noted).note == "fra før"
    assert rotate()["accounts.registration.note"] == 1
    assert stored(noted).startswith("p1.")
    assert again(noted).note == "fra før"
