"""The filters of the portfolio on another view: folded, the ones in use beside, what else the address says kept."""

import pytest

from app.projects.choices import Choice
from app.projects.filters import PortfolioFilter
from app.web.templating import environment
from tests.support.html import form_values, parse_fragment, text_of

NAMES = (
    "programme",
    "region",
    "statut",
    "suivi",
    "financeur",
    "domaine",
    "phase",
    "categorie",
    "referent",
    "evaluation",
)
CALL = """{% from "_macros/portfolio_filters.html" import portfolio_filters %}
{{ portfolio_filters("/vue", chosen, options, hidden={"moment": "ex_ante", "vide": ""}) }}"""


def test_a_view_keeps_its_own_address_and_takes_one_filter_away_at_a_time() -> None:
    options = {name: [] for name in NAMES} | {"region": [Choice("region", "53", "Bretagne", True)]}
    chosen = PortfolioFilter(region="53", q="eau")
    page = parse_fragment(environment.from_string(CALL).render(chosen=chosen, options=options))
    chips = {link.get("href") for link in page.iter("a") if link.get("class") == "chip"}
    assert chips == {"/vue?region=53&moment=ex_ante", "/vue?q=eau&moment=ex_ante"}
    assert [text_of(summary) for summary in page.iter("summary")] == ["Filtrer"]
    assert [text_of(button) for button in page.iter("button")] == ["Appliquer"]
    assert form_values(next(page.iter("form"))) == {"moment": ["ex_ante"], "q": ["eau"], "region": ["53"]} | {
        name: [""] for name in NAMES if name != "region"
    }


ROW = """{% from "_macros/portfolio_filters.html" import filter_row %}
<form>{{ filter_row(chosen, options, {}) }}</form>"""


@pytest.mark.parametrize(
    ("chosen", "is_open"), [(PortfolioFilter(region="53"), False), (PortfolioFilter(phase="essaimage"), True)]
)
def test_the_rarer_filters_of_the_list_are_unfolded_while_one_is_in_use(chosen: PortfolioFilter, is_open: bool) -> None:
    page = parse_fragment(environment.from_string(ROW).render(chosen=chosen, options={name: [] for name in NAMES}))
    fold = next(page.iter("details"))
    assert (fold.get("open") is not None, text_of(next(fold.iter("summary")))) == (is_open, "Plus de filtres")
    assert set(form_values(next(page.iter("form")))) == {"q", *NAMES}
    assert {select.get("name") for select in fold.iter("select")} == set(NAMES[4:])
