"""A picture says in words what it shows, gives its figures, and leaves as one file that any program draws."""

import re

import pytest
from defusedxml import ElementTree
from jinja2 import ChoiceLoader, DictLoader
from starlette.requests import Request

from app.pictures.standalone import svg_response
from app.pictures.styles import fixed_styles
from app.web.templating import environment
from tests.support.html import parse_fragment, text_of

CALL = """{% from "_macros/pictures.html" import picture %}
{% call(part) picture("argent", "L’argent", "Trois projets.", download="/vue/images/argent.svg?region=53") %}
{% if part == "drawing" %}<svg><title>t</title></svg>{% else %}<table><tr><td>3</td></tr></table>{% endif %}
{% endcall %}"""
DRAWING = """{% extends "pictures/standalone.svg" %}
{% block drawing %}<text>{{ words }}</text>{% endblock %}"""
SVG = "{http://www.w3.org/2000/svg}"


def test_a_picture_has_its_heading_its_sentence_its_table_and_its_download() -> None:
    page = parse_fragment(environment.from_string(CALL).render())
    figure = next(page.iter("figure"))
    assert figure.get("aria-labelledby") == next(page.iter("h2")).get("id")
    assert [text_of(said) for said in figure.iter("p")] == ["Trois projets."]
    assert [text_of(cell) for cell in next(figure.iter("details")).iter("td")] == ["3"]
    assert [link.get("href") for link in figure.iter("a")] == ["/vue/images/argent.svg?region=53"]


def test_the_styles_of_a_file_hold_only_what_any_program_reads() -> None:
    styles = fixed_styles()
    assert re.findall(r"var\(|@|light-dark|\drem|url\(", styles) == []
    assert ".sheet { fill: #ffffff; }" in styles


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> str:
    assert environment.loader is not None
    loader = ChoiceLoader([DictLoader({"essai.svg": DRAWING}), environment.loader])
    monkeypatch.setattr(environment, "loader", loader)
    return "essai.svg"


def test_a_file_says_its_title_its_sentence_and_where_it_comes_from(drawing: str) -> None:
    request = Request({"type": "http"})
    said = {"title": "L’argent", "sentence": "Trois projets. " * 12, "about": "Bretagne & <Corse>"}
    response = svg_response(request, drawing, "argent.svg", height=120, words="<script>", **said)
    assert response.headers["Content-Disposition"] == 'attachment; filename="argent.svg"'
    assert response.media_type == "image/svg+xml"
    root = ElementTree.fromstring(response.body)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert texts[0] == "L’argent"
    assert "<script>" in texts
    assert texts[-1].startswith("Fonds ODD 17")
    assert texts[-1].endswith("Bretagne & <Corse>")
    assert int(root.get("height")) > 120 + 20 * (len(texts) - 3)
