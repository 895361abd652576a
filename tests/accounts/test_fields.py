"""The encrypted field: plain on the instance, sealed in the table, and bound to its row."""

import uuid
from typing import Any

import pytest
from django.core import serializers
from django.db import connection

from accounts.keyring import SealBroken, key_id_of
from accounts.models import SealedMail
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SECRET = "koden er WLJW-JPDP"


def kept(text: str = SECRET) -> SealedMail:
    return SealedMail.objects.create(content=text, created_at=NOW)


def in_table(mail: SealedMail) -> str:
    with connection.cursor() as cursor:
        sql = "SELECT content FROM accounts_sealedmail WHERE id = %s"
        cursor.execute(sql, [mail.pk.hex if connection.vendor == "sqlite" else mail.pk])
        return cursor.fetchone()[0]


def write_to_table(mail: SealedMail, sealed: str) -> None:
    with connection.cursor() as cursor:
        sql = "UPDATE accounts_sealedmail SET content = %s WHERE id = %s"
        cursor.execute(sql, [sealed, mail.pk.hex if connection.vendor == "sqlite" else mail.pk])


def test_the_value_reads_back() -> None:
    assert SealedMail.objects.get(pk=kept().pk).content == SECRET


def test_nothing_plain_stands_in_the_table() -> None:
    stored = in_table(kept())
    assert key_id_of(stored) == "test1"
    assert "WLJW" not in stored


def test_the_instance_keeps_the_plain_text_after_saving() -> None:
    assert kept().content == SECRET


def test_saving_what_was_not_opened_keeps_the_seal_as_it_was() -> None:
    mail = kept()
    before = in_table(mail)
    SealedMail.objects.get(pk=mail.pk).save()
    assert in_table(mail) == before


def test_saving_a_new_value_seals_it() -> None:
    mail = SealedMail.objects.get(pk=kept().pk)
    mail.content = "noget andet"
    mail.save()
    assert SealedMail.objects.get(pk=mail.pk).content == "noget andet"
    assert "andet" not in in_table(mail)


def test_a_sealed_text_moved_to_another_row_does_not_open_there() -> None:
    mine, other = kept("mit"), kept("dit")
    write_to_table(other, in_table(mine))
    with pytest.raises(SealBroken):
        str(SealedMail.objects.get(pk=other.pk).content)


def test_listing_rows_opens_none_of_them() -> None:
    broken = kept()
    write_to_table(broken, "v1.test1.AAAA")
    assert [mail.pk for mail in SealedMail.objects.all()] == [broken.pk]


def test_a_deferred_value_is_fetched_when_it_is_read(django_assert_num_queries: Any) -> None:
    mail = SealedMail.objects.defer("content").get(pk=kept().pk)
    with django_assert_num_queries(1):
        assert (mail.content, mail.content) == (SECRET, SECRET)


def test_values_give_the_sealed_text() -> None:
    mail = kept()
    assert SealedMail.objects.values_list("content", flat=True).get(pk=mail.pk) == in_table(mail)


def test_a_refresh_opens_what_is_stored_now() -> None:
    mail = kept()
    again = SealedMail.objects.get(pk=mail.pk)
    again.content = "nyt"
    again.save()
    mail.refresh_from_db()
    assert mail.content == "nyt"


def test_an_empty_text_stays_empty() -> None:
    mail = kept("")
    assert (in_table(mail), SealedMail.objects.get(pk=mail.pk).content) == ("", "")


def test_many_rows_made_at_once_are_sealed() -> None:
    mails = SealedMail.objects.bulk_create([SealedMail(content=SECRET, created_at=NOW) for _ in range(2)])
    assert ["WLJW" in in_table(mail) for mail in mails] == [False, False]
    assert {mail.content for mail in SealedMail.objects.all()} == {SECRET}


def test_update_cannot_write_past_the_seal() -> None:
    mail = kept()
    with pytest.raises(TypeError, match="seals"):
        SealedMail.objects.filter(pk=mail.pk).update(content="i klar tekst")


def test_bulk_update_cannot_write_past_the_seal() -> None:
    mail = kept()
    mail.content = "i klar tekst"
    with pytest.raises(TypeError, match="seals"):
        SealedMail.objects.bulk_update([mail], ["content"])


def test_a_fixture_cannot_write_past_the_seal() -> None:
    mail = SealedMail(content="i klar tekst", created_at=NOW)
    written = serializers.serialize("json", [mail])
    with pytest.raises(TypeError, match="seals"):
        next(iter(serializers.deserialize("json", written))).save()


def test_a_row_without_a_key_cannot_be_sealed() -> None:
    mail = SealedMail(id=None, content="x", created_at=NOW)
    with pytest.raises(ValueError, match="primary key"):
        SealedMail._meta.get_field("content").pre_save(mail, add=True)


def test_two_rows_with_one_text_do_not_look_alike() -> None:
    assert in_table(kept("ens")) != in_table(kept("ens"))


def test_a_row_copied_under_a_new_key_before_it_was_opened_is_refused_when_read() -> None:
    mail = SealedMail.objects.get(pk=kept().pk)
    mail.pk = uuid.uuid4()
    mail.save(force_insert=True)
    with pytest.raises(SealBroken):
        str(SealedMail.objects.get(pk=mail.pk).content)
