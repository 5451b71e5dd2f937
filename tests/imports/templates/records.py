"""Small portfolios of one project, with what people really write in cells."""

from datetime import date

from hypothesis import strategies as st

from imports.records.entity import Entity, Records
from imports.words import cleaned, folded
from tests.imports.records.sheets import OTHER, PROJECT

ODD = (
    "=SOMME(A1)", "+33 1", "-12", "@fonds", "001", "2A004", "97411", "W352001234", "l’Île d’Yeu", "L'Hay\nles Roses",
    "a\u00a0; b", "-", "—", "1e5", "VRAI", "03/04/2024", "12,50", "_x0041_", "Total des foyers", "tab\tici",
    "e\u0301tat", "«\u00a0cité\u00a0»", "  bords  ", "<b>&amp;", "𝄞 clé", "Même nom", "même nom",
)  # fmt: skip
texts = st.one_of(st.sampled_from(ODD), st.text(max_size=30)).filter(lambda text: "\x00" not in text)
labels = texts.filter(lambda text: bool(cleaned(text)))
numbers = st.one_of(st.none(), st.decimals(min_value=-(10**12), max_value=10**12, places=4))
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
indicator_values = st.fixed_dictionaries(
    {
        "label": labels,
        "unit": texts,
        "baseline": numbers,
        "target": numbers,
        "target_on": st.one_of(st.none(), days),
    }
)
measurement_values = st.fixed_dictionaries(
    {
        "value": st.decimals(min_value=-(10**12), max_value=10**12, places=4),
        "source": texts,
        "evidence": st.integers(min_value=0, max_value=2),
    }
)


@st.composite
def portfolios(draw: st.DrawFn) -> Records:
    """Indicators of one project, some bearing the same name, each with measurements on days of its own."""
    records = Records((PROJECT, OTHER))
    for number, values in enumerate(draw(st.lists(indicator_values, min_size=1, max_size=6)), start=1):
        records.put(Entity("indicator", number, {"project_id": 1, **values}, 1))
        for rank, day in enumerate(draw(st.lists(days, max_size=3, unique=True))):
            said = draw(measurement_values)
            values = {"indicator_id": number, "measured_on": day, **said}
            records.put(Entity("measurement", 10 * number + rank, values, 1))
    return records


def names_are_unique(records: Records) -> bool:
    names = [folded(each["label"]) for each in records.all("indicator")]
    return len(names) == len(set(names))
