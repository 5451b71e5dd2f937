"""One formula written in several ways is one formula; two formulas are two."""

import pytest

from imports.verification.formulas import normalised, reference_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=SUM(A1:A9)", "= sum( A1 : A9 )"),
        ("='Projets'!A1", "=Projets!A1"),
        ("='L''été'!A1", "= 'L''été'!a1"),
        ("=_xlfn.AGGREGATE(14,6,A1:A9,1)", "=AGGREGATE(14, 6, A1:A9, 1)"),
        ("=COM.MICROSOFT.XLOOKUP(1,A:A,B:B)", "=_xlfn.XLOOKUP(1,A:A,B:B)"),
        ("=A1*2", "=A1*2.0"),
        ("=IF(A1,TRUE,FALSE)", "=IF(A1,TRUE(),FALSE())"),
        ("=SUBTOTAL(109,Projets[Engagé])", "=SUBTOTAL(109, Projets[ Engagé ])"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=SUM(A1:A9)", "=SUM(A1:A8)"),
        ("=A1", "=$A$1"),
        ("=Projets!A1", "=Jalons!A1"),
        ('=IF(A1="a b",1,0)', '=IF(A1="ab",1,0)'),
        ('=IF(A1="OUI",1,0)', '=IF(A1="oui",1,0)'),
        ("=A1*2", "=A1*3"),
        ("=A1-B1", "=B1-A1"),
        ("=IF(A1,TRUE,FALSE)", "=IF(A1,FALSE,TRUE)"),
        ("=SUBTOTAL(109,Projets[Engagé])", "=SUBTOTAL(109,Projets[Versé])"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(C2:C34)", "SUM(C2:C34)"),
        ("=SUM(Projets!C2:C34)", "SUM('Projets'!C2:C33)"),
        ("=Projets!A20+A20", "'Projets'!A19+A20"),
        ("='Projets'!$A$5&C20", "'Projets'!$A$5&C20"),
    ],
)
def test_rows_that_moved_are_followed_in_their_own_sheet_only(formula: str, expected: str) -> None:
    """Row 12 of « Projets » went."""

    def moved(sheet: str, row: int, is_end: bool) -> int:
        return row - 1 if sheet == "Projets" and row > 12 else row

    assert normalised(formula, "Synthèse", moved) == expected


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("'Synthèse'!$B$5", ("Synthèse", 5, 2)),
        ("Preuves!$AB$12", ("Preuves", 12, 28)),
        ("'Synthèse'!$B$5:$B$9", None),
        ("#REF!", None),
        ("", None),
    ],
)
def test_a_named_cell_is_found_and_a_range_is_not(place: str, found: object) -> None:
    assert reference_in(place) == found
