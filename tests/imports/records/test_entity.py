"""Records in memory: found by number or by key, as they are and as the plan will leave them."""

from dataclasses import replace

from imports.records.entity import Entity, Records, Values


def by_name(values: Values) -> object:
    return values.get("name")


ONE, TWO = Entity("thing", 1, {"name": "a"}), Entity("thing", 2, {"name": "a"})


def test_all_the_records_of_a_key_are_found_the_first_one_first() -> None:
    records = Records([ONE, TWO])
    assert list(records.matching("thing", by_name, "a")) == [ONE, TWO]
    assert records.find("thing", by_name, "a") is ONE


def test_a_record_that_changes_key_leaves_the_other_to_be_found() -> None:
    records = Records([ONE, TWO])
    assert records.find("thing", by_name, "a") is ONE
    renamed = replace(ONE, values={"name": "b"})
    records.put(renamed)
    assert records.find("thing", by_name, "a") is TWO
    assert records.find("thing", by_name, "b") is renamed


def test_nothing_is_found_by_a_key_the_values_do_not_say() -> None:
    records = Records([Entity("thing", 3, {})])
    assert records.find("thing", by_name, None) is None
    assert not records.matching("thing", by_name, "a")


def test_a_record_the_plan_makes_is_found_like_the_others() -> None:
    records = Records([ONE])
    made = Entity("thing", records.new_ref("thing"), {"name": "c"})
    records.put(made)
    assert records.find("thing", by_name, "c") is made
    assert made.is_new
