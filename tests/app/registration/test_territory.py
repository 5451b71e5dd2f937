"""Where the project takes place: found by name or code, the region deduced."""

from tests.app.registration.conftest import Walk


def test_a_code_typed_and_sent_is_taken_and_its_region_deduced(walk: Walk) -> None:
    assert walk.send("territoire", lieu="35236") == 303
    assert walk.values("territoire")["territory_ids"] == ["commune-35236"]
    assert "Déduite des territoires : Bretagne" in walk.read("territoire")
    assert "Proposé d’après les territoires : Commune" in walk.read("territoire")


def test_a_name_borne_by_several_is_asked_without_losing_it(walk: Walk) -> None:
    assert walk.send("territoire", lieu="saint-denis", territory_label="Nord parisien") == 422
    assert "choisissez" in walk.read("territoire")
    assert walk.send("territoire", territory_ids=["commune-93066"]) == 303
    values = walk.values("territoire")
    assert (values["territory_ids"], values["lieu"]) == (["commune-93066"], [""])
    assert values["territory_label"] == ["Nord parisien"]


def test_several_territories_may_be_added_one_after_the_other(walk: Walk) -> None:
    walk.send("territoire", lieu="35236", bouton="ajouter")
    walk.send("territoire", lieu="44184", bouton="ajouter")
    assert walk.values("territoire")["territory_ids"] == ["commune-35236", "commune-44184"]
    assert "Proposé d’après les territoires : Interrégional" in walk.read("territoire")


def test_an_unticked_territory_is_removed(walk: Walk) -> None:
    walk.send("territoire", lieu="35236")
    walk.send("territoire", territory_ids=[])
    assert not walk.values("territoire").get("territory_ids")


def test_a_name_nobody_bears_is_a_fault_that_keeps_it(walk: Walk) -> None:
    assert walk.send("territoire", lieu="Xyzzy") == 422
    assert walk.values("territoire")["lieu"] == ["Xyzzy"]
    assert "répondent à « Xyzzy »" in walk.read("territoire")


def test_the_search_as_one_types_gives_names_kinds_and_regions(walk: Walk) -> None:
    found = walk.client.get("/enregistrement/recherche/territoires?q=redon").json()
    assert found[0] == {"value": "commune-35236", "label": "Redon", "hint": "commune · 35236 · Bretagne"}
