"""Every component in every state, at /udvikling/komponenter/. Mounted only in development."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from accounts.enums import Region

LONG = "Opfølgningsundervisningsdag for peer-støttemedarbejdere i Region Midtjylland"


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Dit navn", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Din mail",
        help_text="Vi skriver kun om din tilmelding.",
        error_messages={
            "required": "Skriv din mail, f.eks. navn@eksempel.dk.",
            "invalid": "Skriv din mail, f.eks. navn@eksempel.dk.",
        },
    )
    postcode = forms.RegexField(
        r"^\d{4}$",
        label="Hvor bor du?",
        help_text="Kun postnummer. Vi gemmer ikke din adresse.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={"invalid": "Postnummeret skal have 4 cifre.", "required": "Skriv et postnummer med 4 cifre."},
    )
    region = forms.ChoiceField(label="Region", choices=[("", "Vælg region"), *Region.choices], required=False)
    times = forms.MultipleChoiceField(
        label="Hvornår kan du? Vælg gerne flere",
        choices=[("mon", "Mandag efter kl. 17"), ("wed", "Onsdag efter kl. 17"), ("sat", "Lørdag formiddag")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én dag."},
    )
    hearing = forms.ChoiceField(
        label="Bruger du høreapparat?",
        help_text="Vi spørger, så lokalet passer til dig. Kun din koordinator ser svaret.",
        choices=[("yes", "Ja"), ("no", "Nej"), ("skip", "Vil ikke svare")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg et svar. Du kan vælge “Vil ikke svare”."},
    )
    message = forms.CharField(
        label="Fortæl gerne lidt mere", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    code = forms.CharField(
        label="Kode",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    agree = forms.BooleanField(label="Jeg har læst, hvad der sker med mine oplysninger", required=False)
    hjemmeside = forms.CharField(required=False)


def _map_regions() -> list[dict[str, Any]]:
    counts = {"nordjylland": 1, "midtjylland": 3, "syddanmark": 1, "sjaelland": 1, "hovedstaden": 2}
    return [
        {
            "key": region.value,
            "label": region.label,
            "count": counts[region.value],
            "words": f"{region.label}: {counts[region.value]}",
            "url": f"?region={region.value}",
            "selected": region is Region.MIDTJYLLAND,
        }
        for region in Region
    ]


def _next_rounds() -> list[SimpleNamespace]:
    opens, closes = datetime(2026, 11, 3, 8, tzinfo=UTC), datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC)
    round = SimpleNamespace(
        opens_at=opens, closes_at=closes, first_start=date(2026, 12, 8), expected_on=date(2027, 3, 1)
    )
    standings = ("open", "opens", "expected", "all_year", "none")
    return [SimpleNamespace(standing=one, round=round, has_deadline_hour=False) for one in standings]


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The components, with sample content. `?side=` turns the pages of the sample list."""
    answer = format_html("<p>{}</p>", "Nej, det er gratis at være med. Du betaler selv din transport.")
    context = {
        "form": None,
        "plain_form": SampleForm(),
        "faulty_form": SampleForm({"name": "Robin", "email": "robin", "postcode": "80"}, auto_id="faulty_%s"),
        "long": LONG,
        "colours": ["primary", "accent", "plum", "success", "warning", "danger", "info", "sand", "surface"],
        "drawings": ["table", "chairs", "hands", "path", "bridge", "door", "letter", "star", "compass", "tree"],
        "facts": [
            ("Hvem", "Dig, der er i arbejde"),
            ("Pris", "Gratis"),
            ("Længde", "Et halvt til et helt år"),
            ("Mødeform", LONG),
        ],
        "quoted": SimpleNamespace(
            text="Det anbefales, at en peer er ansat 20–30 timer om ugen og mindst 12.",
            source="Et peer-projekt",
            source_url="https://example.org/",
            checked_on=date(2026, 11, 3),
        ),
        "steps": [
            SimpleNamespace(title="Tilmeld dig online", text="Du fortæller, hvor og hvornår du kan mødes."),
            SimpleNamespace(title="Vi finder en gruppe", text="Du får en mail med et forslag."),
            SimpleNamespace(title="I holder opstartsmøde", text="I aftaler rammen for gruppen."),
            SimpleNamespace(title="I mødes til 5–10 temamøder", text="I ses cirka en gang om måneden."),
            SimpleNamespace(title="I runder af", text="Eller I fortsætter på egen hånd."),
        ],
        "form_steps": [
            {"title": "Er det noget for dig?", "url": "#et"},
            {"title": "Om dig", "url": "#to"},
            {"title": "Hvor og hvornår"},
            {"title": "Ønsker til gruppen"},
            {"title": "Tjek og send"},
        ],
        "questions": [
            {"question": "Koster det noget at være med?", "answer": answer},
            {"question": "Kan jeg stoppe undervejs?", "answer": answer},
            {"question": LONG, "answer": answer},
        ],
        "filters": [
            {
                "name": "region",
                "label": "Region",
                "choices": [("", "Alle regioner"), *Region.choices],
                "value": "midtjylland",
            },
            {"name": "form", "label": "Mødeform", "choices": [("", "Alle"), ("online", "Online")], "value": ""},
        ],
        "chosen": [{"text": "Midtjylland", "url": "?"}, {"text": "Online", "url": "?"}],
        "links": [
            SimpleNamespace(title="Forside", url="/"),
            SimpleNamespace(title="Peer-grupper", url="/peer-grupper/"),
            SimpleNamespace(title="Find en gruppe", url="#"),
        ],
        "next_rounds": _next_rounds(),
        "page_obj": Paginator(range(120), 10).get_page(request.GET.get("page", 5)),
        "table_header": ["By", "Start", "Frist", "Pladser"],
        "table_rows": [
            [("By", "Aarhus"), ("Start", "Uge 36"), ("Frist", "1. august 2027"), ("Pladser", "4 af 12")],
            [("By", "Viborg"), ("Start", "Uge 37"), ("Frist", "8. august 2027"), ("Pladser", "Fuldt hold")],
        ],
        "regions": _map_regions(),
        "crisis": "Er der akut fare, så ring 112.",
    }
    return render(request, "home/gallery.html", context)
