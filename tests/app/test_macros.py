"""Fields, drawings and lists drawn alone: what a reader, a keyboard and a screen reader rely on."""

import re

import pytest

from app.web.templating import environment


class Filled:
    """A form as templates see it."""

    version = "3"
    idempotency_key = "clé"
    opened_with = "{}"

    def __init__(self, values: dict[str, list[str]], errors: dict[str, str] | None = None) -> None:
        self.values = values
        self.errors = errors or {}

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)

    def value(self, name: str) -> str:
        return "".join(self.list(name)[-1:])

    def list(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def error(self, name: str) -> str | None:
        return self.errors.get(name)


def draw(source: str, **context: object) -> str:
    imports = """{% from "_macros/forms.html" import field, form_tag, error_summary with context %}
    {% from "_macros/charts.html" import strip, tile_grid %}"""
    return environment.from_string(imports + source).render(csrf_token="jeton", **context)


def field(kind: str, form: Filled, more: str = "") -> str:
    return draw(f'{{{{ field(form, "sujet", "Sujet", kind="{kind}"{more}) }}}}', form=form)


@pytest.mark.parametrize("kind", ["text", "textarea", "money", "date", "number", "email", "search"])
def test_a_refused_field_keeps_its_value_and_names_its_error(kind: str) -> None:
    html = field(kind, Filled({"sujet": ["12 <b>"]}, {"sujet": "Trop long."}), ', hint="En bref."')
    assert "12 &lt;b&gt;" in html
    assert 'aria-describedby="sujet-hint sujet-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="sujet-error"' in html


def test_a_password_is_never_written_back() -> None:
    assert "secret" not in field("password", Filled({"sujet": ["secret"]}))


def test_the_chosen_options_stay_chosen() -> None:
    options = ', options=[("a", "A"), ("b", "B"), ("c", "C")]'
    for kind, chosen in (("radio", ["b"]), ("checkbox", ["a", "c"])):
        html = field(kind, Filled({"sujet": chosen}), options)
        assert re.findall(r'value="(\w)" checked', " ".join(html.split())) == chosen
    assert 'value="b" selected' in field("select", Filled({"sujet": ["b"]}), options)


def test_the_summary_links_each_error_to_its_field() -> None:
    form = Filled({}, {"sujet": "Saisissez un sujet.", "": "Le plan ne tombe pas juste."})
    html = draw("{{ error_summary(form) }}", form=form)
    assert '<a href="#sujet">Saisissez un sujet.</a>' in html
    assert "Le plan ne tombe pas juste." in html
    assert "2 réponses sont à corriger" in html


def test_a_form_carries_its_tokens_and_what_it_was_opened_with() -> None:
    html = draw('{% call form_tag(form, "/projets") %}{% endcall %}', form=Filled({}))
    values = dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"', html))
    assert values == {"csrf_token": "jeton", "idempotency_key": "clé", "version": "3", "opened_with": "{}"}


def test_a_provisional_score_is_dashed_and_a_published_one_is_not() -> None:
    call = '{{ strip("s", "resultats", [], "Résultats", "aucune marque", 50, 40, 60, provisional) }}'
    assert draw(call, provisional=True).count("stroke-dasharray") == 2
    assert draw(call, provisional=False).count("stroke-dasharray") == 0


def test_marks_stay_on_the_scale_and_equal_ones_step_aside() -> None:
    marks = [("association", 0, "A"), ("entreprise", 100, "B"), ("fondation", 100, "C")]
    html = draw('{{ strip("s", "resultats", marks, "Résultats", "trois marques") }}', marks=marks)
    places = re.findall(r'<svg x="([\d.]+)%"\s+y="(\d+)"', html)
    assert [x for x, _ in places] == ["1.50", "98.50", "98.50"]
    assert places[1][1] != places[2][1]


def test_each_profile_has_a_shape_of_its_own() -> None:
    profiles = [
        "association",
        "collectivite",
        "entreprise",
        "academique",
        "fondation",
        "institution",
        "citoyens",
        "organisation_professionnelle",
        "accompagnement",
        "un profil ajouté à la liste",
    ]
    call = '{{ strip("s", "neutral", [(profile, 50, "")], "t", "d") }}'
    shapes = {re.findall(r'class="mark"\s+(?:d|r)="[^"]+"', draw(call, profile=profile))[0] for profile in profiles}
    assert len(shapes) == len(profiles)


def test_the_tile_grid_shows_the_eighteen_regions() -> None:
    codes = ["32", "28", "11", "44", "53", "52", "24", "27", "75", "84", "76", "93", "94", "01", "02", "03", "04", "06"]
    tiles = {code: (f"Région {code}", f"/regions/{code}", 0, 0, "aucun projet") for code in codes}
    html = draw("{{ tile_grid(tiles) }}", tiles=tiles)
    assert re.findall(r'class="at-(\d\d)"', html) == codes


def drawn_tabs(count: int) -> str:
    items = [(f"Page {one}", f"/{one}", one == 3) for one in range(1, count + 1)]
    return environment.from_string('{% from "_macros/layout.html" import tabs %}{{ tabs(items, "Pages") }}').render(
        items=items
    )


def test_many_tabs_fold_behind_the_name_of_the_one_that_is_open() -> None:
    assert "<summary" not in drawn_tabs(5)
    folded = drawn_tabs(6)
    assert re.search(r"<summary>Page 3</summary>", folded)
    assert folded.count('href="/3"') == 1


def test_filters_wait_behind_their_name_and_what_is_in_use_stays_outside() -> None:
    source = """{% from "_macros/tables.html" import filters %}
    {% call filters("/ici", active=[("Bretagne", "/ici?")], reset="/ici") %}champs{% endcall %}"""
    folded, outside = environment.from_string(source).render().split("</details>")
    assert "<summary" in folded
    assert "champs" in folded
    assert "Bretagne" in outside
