"""A grid file with several faults is told them all at once, each at its place."""

import tomllib

from evaluation import grid_faults, grid_text

TEXT = grid_text("evaluation-partenariale@1.0")


def faults_of(*changes: tuple[str, str]) -> tuple[str, ...]:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return told_by(tomllib.loads(text))


def told_by(data: object) -> tuple[str, ...]:
    return tuple(sentence.replace("\u00a0", " ") for sentence in grid_faults(data))


def test_the_published_grid_has_none() -> None:
    assert faults_of() == ()


def test_every_fault_is_told_once_in_the_order_of_the_file() -> None:
    told = faults_of(
        ('version = "1.0"', "version = 1.0"),
        ("published_coverage = 0.6", "published_coverage = 60"),
        ('text = "Les publics visés ont été touchés."', 'text = ""'),
        ('label = "Réponse au besoin"\nweight = 1', 'label = "Réponse au besoin"\nweight = 0'),
    )
    assert [sentence.partition(" : ")[0] for sentence in told] == [
        "Grille",
        "Grille, « publication »",
        "Grille, axe « resultats », critère « A1 », question « A1.3 »",
        "Grille, axe « resultats », critère « A2 »",
    ]
    assert told[2].endswith('« text » doit être un texte (lu : "").')


def test_what_contradicts_is_told_once_each_part_can_be_read() -> None:
    assert faults_of(('code = "A1.2"', 'code = "A1.1"')) == ("Grille : la question « A1.1 » figure deux fois.",)
    both = faults_of(('code = "A1.2"', 'code = "A1.1"'), ("min_paired = 2", "min_paired = 0"))
    assert both == ("Grille, « dialogue » : « min_paired » doit être au moins égal à 1 (lu : 0).",)


def test_missing_parts_are_named() -> None:
    told = told_by({"id": "evaluation-partenariale", "version": "2.0"})
    assert "Grille : il manque « scale »." in told
    assert "Grille : il manque « axes »." in told


def test_something_else_than_a_grid_is_said_so() -> None:
    assert told_by([]) == ("Grille : un objet est attendu (lu : []).",)
    assert len(grid_faults({"axes": [{"code": f"x{place}"} for place in range(100)]})) == 30


def test_two_questions_cannot_continue_the_same_one() -> None:
    same = ('code = "A1.2"', 'code = "A1.2"\nsame_as = "A1.1"')
    assert faults_of(same) == ("Grille : comme question d’avant (« same_as »), « A1.1 » figure deux fois.",)
    apart = ('code = "A1.1"', 'code = "A1.1"\nequivalent = false')
    assert faults_of(apart, same) == ()


def test_a_version_does_not_come_from_itself() -> None:
    itself = ('version = "1.0"', 'version = "1.0"\nprevious = "evaluation-partenariale@1.0"')
    assert "elle-même" in faults_of(itself)[0]
