"""CSV files as spreadsheets write them: marks, alphabets, quotes."""

import pytest

from imports.delimited import read_delimited
from imports.encodings import decode
from imports.errors import UnreadableFile

ACCENTS = "N°;Intitulé;Région\nODD17-2024-001;Forêt à protéger;Île-de-France\n"


def rows(content: bytes | str) -> list[list[str]]:
    encoded = content.encode() if isinstance(content, str) else content
    (only,) = read_delimited(encoded)["sheets"]  # type: ignore[misc]
    return [[value for _, _, value, _ in cells] for _, _, cells in only["rows"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_accents_survive_whatever_the_alphabet(encoding: str) -> None:
    assert decode(ACCENTS.encode(encoding)) == ACCENTS


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="ni un fichier CSV"):
        decode(b"\x00\x01\x02\x03" * 50)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_cells_are_cut_at_the_mark_that_cuts_every_row_alike(delimiter: str) -> None:
    lines = [["N°", "Objet"], ["A", "un"], ["B", "deux"]]
    assert rows("\n".join(delimiter.join(line) for line in lines)) == lines


def test_commas_in_sentences_are_not_taken_for_marks() -> None:
    said = "N°;Objet;Montant\nA;eau, air, sol, forêt, mer;1 200,50\nB;bois, foin;3,5\nC;rien;12\n"
    assert rows(said)[1] == ["A", "eau, air, sol, forêt, mer", "1 200,50"]


def test_semicolons_in_the_cells_of_a_comma_file_are_not_marks() -> None:
    said = "N°,Partenaires,Montant\nA,Ville; Fondation; Région,10\nB,Ville,12\nC,X; Y,13\n"
    assert rows(said)[1] == ["A", "Ville; Fondation; Région", "10"]


def test_title_lines_above_the_table_change_nothing() -> None:
    assert rows("Suivi, mis à jour le 3 mars\n\nN°;Objet\nA;un\nB;deux\n")[1:] == [
        ["N°", "Objet"],
        ["A", "un"],
        ["B", "deux"],
    ]


def test_the_mark_may_be_declared_on_a_first_line_that_is_not_counted() -> None:
    (only,) = read_delimited(b"sep=,\r\nN;1,Objet\r\nA;2,un\r\n")["sheets"]  # type: ignore[misc]
    assert [(number, [cell[2] for cell in cells]) for number, _, cells in only["rows"]] == [
        (1, ["N;1", "Objet"]),
        (2, ["A;2", "un"]),
    ]


def test_a_line_break_between_quotes_stays_in_its_cell_and_rows_keep_their_numbers() -> None:
    (only,) = read_delimited('N°;Objet\r\nA;"un\r\ndeux"\r\nB;"dit ""trois"""\r\n'.encode())["sheets"]  # type: ignore[misc]
    assert [(number, cells[1][2]) for number, _, cells in only["rows"]] == [
        (1, "Objet"),
        (2, "un\r\ndeux"),
        (3, 'dit "trois"'),
    ]


def test_empty_columns_and_lines_at_the_end_are_nothing() -> None:
    assert rows("N°;Objet;;;\nA;un;;;\n;;;;\n;;;;\n") == [["N°", "Objet"], ["A", "un"]]


def test_a_code_kept_as_text_by_a_formula_is_that_text() -> None:
    assert rows('Commune;Objet\n="01004";un\n') == [["Commune", "Objet"], ["01004", "un"]]
