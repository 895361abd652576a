"""Signups from a membership system: all rows or none, each fault in words with its row, and nobody twice."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEvent, Consent, User
from outbox.models import Message
from peerhub.domain.imports import Outcome, import_file
from peerhub.domain.signup_consents import MATCHING
from peerhub.models import Signup, SignupAnswers, SignupRound
from tests.conftest import NOW

from .signing import make_signup

pytestmark = pytest.mark.django_db
HEADER = (
    "reference,name,email,phone,postcode,max_km,over_water,form,slots,age,challenges,themes,sector,languages,"
    "prefer_age,prefer_challenge,priorities,role,together_with,apart_from"
)
GOOD = (
    "M-1,Anna Holm,anna@example.org,,8000,30,no,physical,tue-evening;thu-evening,47,hearing_loss;tinnitus,"
    "energy_fatigue,,da;dts,similar,same,geography;age,none,M-2,"
)
SECOND = "M-2,Bo Lind,,+45 20 12 34 56,9000,50,yes,either,mon-morning,,,,,,,,,,,M-1"


def csv(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def run(round: SignupRound, content: bytes, by: User | None = None, **more: Any) -> Outcome:
    return import_file(round=round, content=content, by=by, now=NOW, **more)


def faults(round: SignupRound, content: bytes, by: User | None = None) -> list[tuple[int, str]]:
    outcome = run(round, content, by)
    assert (outcome.new, Signup.objects.count(), User.objects.exclude(role_grants__role="administrator").count()) == (
        0,
        0,
        0 if by is None else 1,
    )
    return [(one.row, one.words) for one in outcome.faults]


class TestGoodRows:
    def test_every_column_is_kept(self, open_round: SignupRound) -> None:
        outcome = run(open_round, csv(GOOD, SECOND))
        assert (outcome.new, outcome.faults) == (2, [])
        signup = Signup.objects.get(outside_reference="M-1")
        assert (signup.state, signup.source, signup.region, signup.person.email) == (  # type: ignore[union-attr]
            "confirmed",
            "import",
            "midtjylland",
            "anna@example.org",
        )
        told = SignupAnswers.objects.get(signup=signup).content
        for piece in (
            '"age": 47',
            '["hearing_loss", "tinnitus"]',
            '["da", "dts"]',
            '"similar"',
            '["M-2"]',
            '"max_km": 30',
        ):
            assert piece in told
        consent = Consent.objects.get(about=signup.pk)
        assert (consent.purpose, consent.person) == (MATCHING, signup.person)

    def test_somebody_without_mail_is_registered_and_reached_by_phone(self, open_round: SignupRound) -> None:
        run(open_round, csv(SECOND.replace("M-1", "")))
        person = Signup.objects.get().person
        assert person is not None
        assert (person.email, person.channel, person.phone) == (None, "phone", "+4520123456")
        assert person.registration.region == "nordjylland"

    def test_the_same_file_again_changes_nothing(self, open_round: SignupRound) -> None:
        run(open_round, csv(GOOD, SECOND))
        again = run(open_round, csv(SECOND, GOOD))
        assert (again.new, again.changed, again.same) == (0, 0, 2)
        assert (Signup.objects.count(), User.objects.filter(role_grants=None).count(), Consent.objects.count()) == (
            2,
            2,
            2,
        )

    def test_a_changed_row_changes_its_signup(self, open_round: SignupRound) -> None:
        run(open_round, csv(GOOD, SECOND))
        again = run(open_round, csv(GOOD.replace(",8000,", ",5000,"), SECOND))
        signup = Signup.objects.get(outside_reference="M-1")
        assert (again.changed, again.same, signup.postcode, signup.region) == (1, 1, 5000, "syddanmark")

    def test_a_trial_run_writes_nothing(self, open_round: SignupRound) -> None:
        outcome = run(open_round, csv(GOOD, SECOND), dry_run=True)
        assert (outcome.new, Signup.objects.count(), Message.objects.count()) == (2, 0, 0)

    def test_who_has_signed_up_already_is_left_alone_and_gets_the_reference(self, open_round: SignupRound) -> None:
        own = make_signup(open_round)
        outcome = run(open_round, csv(GOOD, SECOND))
        own.refresh_from_db()
        assert (outcome.new, outcome.left, own.outside_reference, own.source) == (1, 1, "M-1", "online")

    def test_who_has_withdrawn_since_stays_withdrawn(self, open_round: SignupRound) -> None:
        run(open_round, csv(GOOD, SECOND))
        Signup.objects.update(state="withdrawn")
        assert run(open_round, csv(GOOD.replace(",8000,", ",5000,"), SECOND)).left == 1
        assert set(Signup.objects.values_list("state", flat=True)) == {"withdrawn"}

    def test_people_are_told_but_not_of_a_round_to_try_things_on(self, open_round: SignupRound) -> None:
        run(open_round, csv(GOOD, SECOND))
        assert Message.objects.filter(kind="peerhub.signup_imported").count() == 2
        Message.objects.all().delete()
        Signup.objects.all().delete()
        SignupRound.objects.update(hidden=True)
        open_round.refresh_from_db()
        run(open_round, csv(GOOD, SECOND))
        assert Message.objects.count() == 0

    def test_a_missing_column_reads_as_empty_and_a_byte_order_mark_is_no_letter(self, open_round: SignupRound) -> None:
        content = b"\xef\xbb\xbf" + csv("M-1,anna@example.org", header="reference,email")
        assert run(open_round, content).new == 1

    def test_queries_do_not_grow_with_each_row(self, open_round: SignupRound) -> None:
        counts = []
        for start, rows in ((0, 3), (100, 20), (200, 21)):
            lines = [f"M-{start + n},Navn {n},n{start + n}@example.org,8000" for n in range(rows)]
            with CaptureQueriesContext(connection) as captured:
                run(open_round, csv(*lines, header="reference,name,email,postcode"))
            counts.append(len(captured))
        assert counts[1] == counts[2]  # a batch holds what the engine takes at once, 999 values on SQLite


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            (",8000,", ",8999,", "postcode: “8999” er ikke et dansk postnummer, vi kender"),
            (",8000,", ",80,", "postcode: “80” er ikke et dansk postnummer, vi kender"),
            (",30,", ",30.5,", "max_km: skriv et helt tal fra 0 til 500"),
            (",30,", ",-1,", "max_km: den begynder som en formel"),
            (",no,", ",maybe,", "over_water: “maybe” er ikke en af koderne"),
            (",physical,", ",zoom,", "form: “zoom” er ikke en af koderne"),
            ("thu-evening", "thu-night", "slots: “thu-night” er ikke en af koderne"),
            (",47,", ",old,", "age: skriv et helt tal fra 1 til 120"),
            ("hearing_loss", "flu", "challenges: “flu” er ikke en af koderne"),
            ("da;dts", "dansk", "languages: “dansk” er ikke en af koderne"),
            (",similar,", ",same,", "prefer_age: “same” er ikke en af koderne"),
            ("geography;age", "geography;money", "priorities: “money” er ikke en af koderne"),
            ("Anna Holm", "=1+1", "name: den begynder som en formel"),
            (
                "Anna Holm",
                "010190-1234",
                "name: Det ligner et CPR-nummer i teksten. Det har vi ikke brug for. Fjern det, så er du videre.",
            ),
            ("anna@example.org", "anna", "email: det er ikke en mailadresse"),
            ("anna@example.org", "", "Der er hverken mail eller telefon: personen kan ikke kontaktes."),
            (",M-2,", ",M-9,", "Ingen har referencen “M-9”."),
            (",M-2,", ",M-1,", "Rækken ønsker sig selv til eller fra."),
        ],
    )
    def test_a_bad_cell_is_named_with_its_row_and_column(
        self, old: str, new: str, words: str, open_round: SignupRound
    ) -> None:
        rows = csv(GOOD.replace(old, new), "M-2,Bo,bo@example.org")
        found = faults(open_round, rows)
        assert (2, words) in found
        assert {row for row, _words in found} == {2}

    def test_half_bad_rows_import_nothing_and_each_is_named(self, open_round: SignupRound) -> None:
        lines = [f"M-{n},n{n}@example.org,{'8000' if n % 2 else '0'}" for n in range(1, 11)]
        found = faults(open_round, csv(*lines, header="reference,email,postcode"))
        assert [row for row, _words in found] == [3, 5, 7, 9, 11]

    def test_a_reference_and_an_address_stand_once(self, open_round: SignupRound) -> None:
        lines = ["M-1,anna@example.org", "M-1,bo@example.org", "M-3,ANNA+x@Example.org"]
        assert faults(open_round, csv(*lines, header="reference,email")) == [
            (3, "Referencen står allerede i række 2."),
            (4, "Mailadressen står allerede i række 2."),
        ]

    @pytest.mark.parametrize(
        ("content", "row", "words"),
        [
            ("reference,email\nM-1,søren@example.org".encode("latin-1"), 2, "ikke tekst i UTF-8"),
            ("reference,email".encode("utf-16"), 1, "ikke tekst i UTF-8"),
            (b"PK\x03\x04", 1, "regneark"),
            (b"", 1, "tom"),
            (b"reference;email\nM-1;a@example.org", 1, "semikolon"),
            (b"reference,shoe_size\nM-1,44", 1, "“shoe_size” kendes ikke"),
            (b"email\na@example.org", 1, "“reference” mangler"),
            (b"reference,email,email\n", 1, "to gange"),
            (b'reference,email\nM-1,"a@example.org', 2, "anførselstegn"),
            (b"reference,email\nM-1,a@example.org,mere", 2, "flere celler"),
        ],
    )
    def test_a_file_that_cannot_be_read_says_why(
        self, content: bytes, row: int, words: str, open_round: SignupRound
    ) -> None:
        found = faults(open_round, content)
        assert (found[0][0], words in found[0][1]) == (row, True)

    def test_ten_thousand_and_one_rows_are_refused(self, open_round: SignupRound) -> None:
        lines = [f"M-{n},n{n}@example.org" for n in range(10_001)]
        found = faults(open_round, csv(*lines, header="reference,email"))
        assert found == [(10_002, "Filen har mere end 10000 rækker. Del den i flere filer.")]

    def test_a_round_whose_groups_are_made_takes_none(self, open_round: SignupRound) -> None:
        SignupRound.objects.update(state="published")
        open_round.refresh_from_db()
        assert faults(open_round, csv(SECOND.replace("M-1", "")))[0][0] == 1


class TestTheCommandAndThePage:
    def test_the_command_tells_what_it_did_and_what_it_would(self, open_round: SignupRound, tmp_path: Any) -> None:
        file = tmp_path / "medlemmer.csv"
        file.write_bytes(csv(GOOD, SECOND))
        out = io.StringIO()
        call_command("import_signups", open_round.slug, str(file), "--dry-run", stdout=out)
        call_command("import_signups", open_round.slug, str(file), stdout=out)
        assert out.getvalue().splitlines() == [
            "2 would be signed up, 0 would be changed, 0 the same as before, 0 left as they are.",
            "2 signed up, 0 changed, 0 the same as before, 0 left as they are.",
        ]

    def test_the_command_names_each_bad_row_and_fails(self, open_round: SignupRound, tmp_path: Any) -> None:
        file = tmp_path / "medlemmer.csv"
        file.write_bytes(csv("M-1,Anna,anna", header="reference,name,email"))
        errors = io.StringIO()
        with pytest.raises(CommandError, match="Nothing was imported: 1 rows"):
            call_command("import_signups", open_round.slug, str(file), stderr=errors)
        assert errors.getvalue().startswith("row 2: email:")

    @pytest.mark.parametrize("arguments", [("findes-ikke", "x.csv"), ("foraar-2027", "findes-ikke.csv")])
    def test_an_unknown_round_or_file_is_told(self, arguments: tuple[str, str], open_round: SignupRound) -> None:
        with pytest.raises(CommandError):
            call_command("import_signups", *arguments)

    def test_the_page_checks_first_and_imports_when_asked(
        self, open_round: SignupRound, coordinator: User, client_as: Any
    ) -> None:
        browser, url = client_as(coordinator), f"/koordinator/runder/{open_round.slug}/import/"
        assert browser.get(url).status_code == 200

        def send(content: bytes, write: str) -> Any:
            return browser.post(url, {"file": SimpleUploadedFile("m.csv", content), "write": write})

        assert "Alle rækker er i orden" in send(csv(GOOD, SECOND), "no").content.decode()
        assert Signup.objects.count() == 0
        bad = send(csv(GOOD.replace("8000", "1"), SECOND), "yes")
        assert (bad.status_code, "Række 2: postcode" in bad.content.decode()) == (422, True)
        assert send(csv(GOOD, SECOND), "yes").status_code == 302
        assert Signup.objects.count() == 2
        assert AccessEvent.objects.filter(action="signups.imported", actor=coordinator.uuid).count() == 1
        assert send(b"", "yes").status_code == 422

    def test_a_coordinator_of_a_region_imports_people_of_that_region(
        self, open_round: SignupRound, coordinator_midt: User
    ) -> None:
        found = faults(open_round, csv(GOOD.replace(",M-2,", ",,"), SECOND), coordinator_midt)
        assert found == [(3, "postcode: det ligger uden for den region, du koordinerer")]

    @pytest.mark.parametrize(("who", "status"), [("participant", 403), ("editor", 403), ("trainer", 403)])
    def test_nobody_else_gets_in(
        self, who: str, status: int, open_round: SignupRound, request: pytest.FixtureRequest, client_as: Any
    ) -> None:
        browser = client_as(request.getfixturevalue(who))
        assert browser.get(f"/koordinator/runder/{open_round.slug}/import/").status_code == status
