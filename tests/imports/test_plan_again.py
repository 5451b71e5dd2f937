"""Importing over what is recorded: field by field, nothing erased, nothing removed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from imports.projects import Existing, ExistingOrganisation, ExistingPartner, ExistingProject, FieldChange, Plan, State
from tests.imports.support import CODE, INSTALMENTS, MILESTONES, Value, book, planned, project_line, recorded

KNOWN = recorded(planned())


def again(known: Existing = KNOWN, **changes: Value) -> Plan:
    return planned(book([project_line(**changes)]), known)


def with_project(known: Existing = KNOWN, **changes: object) -> Existing:
    return replace(known, projects=(replace(known.projects[0], **changes),))  # type: ignore[arg-type]


def changes_of(done: Plan) -> list[FieldChange]:
    assert done.faults == ()
    return list(done.projects[0].changes)


def test_the_same_workbook_changes_nothing() -> None:
    assert (again().projects[0].state, changes_of(again())) == (State.SAME, [])


def test_a_changed_cell_is_told_with_before_and_after() -> None:
    done = again(Territoire="Léon", **{"Date de fin": "28/02/2025"})
    assert done.projects[0].state is State.CHANGED
    assert changes_of(done) == [
        FieldChange("Territoire", "Trégor", "Léon"),
        FieldChange("Date de fin", date(2025, 1, 31), date(2025, 2, 28)),
    ]


def test_lists_are_told_by_their_labels() -> None:
    done = again(Région="IDF", Thématique="Santé, Énergie", Catégorie="Coopération économique")
    assert changes_of(done) == [
        FieldChange("Région", "Bretagne", "Île-de-France"),
        FieldChange("Thématique", ("Énergie",), ("Santé", "Énergie")),
        FieldChange("Catégorie", "Mécénat", "Coopération économique"),
    ]


def test_an_empty_cell_erases_nothing() -> None:
    empty: dict[str, Value] = dict.fromkeys(
        ["Région", "Territoire", "Thématique", "Catégorie", "Date de début", "Date de fin"]
    )
    assert changes_of(again(**empty)) == []


def test_an_apostrophe_or_a_space_is_no_change() -> None:
    known = with_project(title="Pacte de l’accès")
    assert changes_of(again(known, **{"Intitulé du projet": "Pacte  de l'accès "})) == []


def test_a_new_partner_is_added_and_none_removed() -> None:
    done = again(**{"Autres partenaires": "Université du Trégor"})
    assert changes_of(done) == [FieldChange("Autres partenaires", None, "Université du Trégor")]
    assert [each.state for each in done.projects[0].partners] == [State.SAME, State.NEW]


def test_a_recorded_partner_keeps_its_own_role() -> None:
    carrier, partner = KNOWN.projects[0].partners
    known = with_project(partners=(carrier, replace(partner, role_code="financeur")))
    assert changes_of(again(known)) == []


def test_another_carrier_takes_the_place_and_the_former_stays_a_partner() -> None:
    done = again(Porteur="Fondation du Trégor", **{"Autres partenaires": None})
    roles = [(each.organisation_key, each.role_code, each.state) for each in done.projects[0].partners]
    assert roles == [
        ("fondation du tregor", "porteur", State.CHANGED),
        ("association du tregor", "partenaire", State.CHANGED),
    ]


def test_a_siret_completes_the_recorded_carrier() -> None:
    done = again(**{"SIRET porteur": "99999406400072"})
    assert changes_of(done) == [FieldChange("SIRET porteur", None, "99999406400072")]
    carrier = done.organisations[0]
    assert (carrier.state, carrier.existing_id, carrier.siren) == (State.CHANGED, 1, "999994064")


def test_an_organisation_is_known_by_its_siren_whatever_its_name() -> None:
    organisations = (ExistingOrganisation(7, "Les Amis du Trégor", "association", "999994064", None),)
    done = planned(book([project_line(**{"SIRET porteur": "99999406400072"})]), Existing((), organisations))
    carrier = next(each for each in done.organisations if each.existing_id)
    assert (carrier.existing_id, carrier.name, carrier.siret) == (7, "Les Amis du Trégor", "99999406400072")


def test_a_name_recorded_with_another_siren_is_another_organisation() -> None:
    organisations = (ExistingOrganisation(7, "Association du Trégor", "association", "732829320", None),)
    done = planned(book([project_line(**{"SIRET porteur": "99999406400072"})]), Existing((), organisations))
    assert [each.existing_id for each in done.organisations] == [None, None]


def test_two_names_of_one_recorded_organisation_are_one_partner() -> None:
    organisations = (ExistingOrganisation(7, "Fondation du Trégor", "fondation", "999994064", None),)
    done = planned(book([project_line(**{"SIRET porteur": "99999406400072"})]), Existing((), organisations))
    assert [(each.organisation_key, each.role_code) for each in done.projects[0].partners] == [
        ("association du tregor", "porteur")
    ]


def test_a_payment_is_a_change_of_its_instalment() -> None:
    lines = (INSTALMENTS[0], (*INSTALMENTS[1][:4], date(2025, 2, 3)))
    done = planned(book(instalments=lines), KNOWN)
    assert changes_of(done) == [FieldChange("Tranche 2 – Payé le", None, date(2025, 2, 3))]
    assert done.projects[0].investment
    assert [each.state for each in done.projects[0].investment.instalments] == [State.SAME, State.CHANGED]


def test_payable_stays_payable_and_paid_stays_paid() -> None:
    (investment,) = KNOWN.projects[0].investments
    first, second = investment.instalments
    known = with_project(investments=(replace(investment, instalments=(first, replace(second, status="payable"))),))
    lines = ((*INSTALMENTS[0][:4], None), INSTALMENTS[1])
    done = planned(book(instalments=lines), known)
    assert changes_of(done) == []
    assert done.projects[0].investment
    assert [each.status for each in done.projects[0].investment.instalments] == ["paid", "payable"]


def test_a_milestone_is_recognised_by_its_kind_and_keeps_its_title() -> None:
    first, second = KNOWN.projects[0].milestones
    known = with_project(milestones=(first, replace(second, title="Bilan partagé")))
    lines = (MILESTONES[0], (CODE, "Bilan", date(2025, 3, 31), None, "Association du Trégor"))
    assert changes_of(planned(book(milestones=lines), known)) == [
        FieldChange("Bilan partagé – Prévu le", date(2025, 1, 31), date(2025, 3, 31)),
        FieldChange("Bilan partagé – Responsable", "Fondation du Trégor", "Association du Trégor"),
    ]


def test_a_responsible_may_be_a_partner_only_recorded() -> None:
    partners = (*KNOWN.projects[0].partners, ExistingPartner(900, 9, "financeur"))
    organisations = (*KNOWN.organisations, ExistingOrganisation(9, "Banque du Trégor", "entreprise"))
    known = replace(with_project(partners=partners), organisations=organisations)
    lines = (MILESTONES[0], (*MILESTONES[1][:4], "BANQUE DU TRÉGOR"))
    done = planned(book(milestones=lines), known)
    assert done.faults == ()
    assert done.projects[0].milestones[1].responsible_id == 900


def test_a_status_moves_forward_step_by_step() -> None:
    assert again(Statut="Clos").projects[0].status_moves == ("termine",)
    assert again(Statut="Capitalisé").projects[0].status_moves == ("termine", "capitalise")
    assert again(Statut="Abandonné").projects[0].status_moves == ("abandonne",)


def test_closed_leaves_a_capitalised_project_as_it_is() -> None:
    assert changes_of(again(with_project(status="capitalise"), Statut="Clos")) == []


def test_going_back_is_refused_with_the_reason() -> None:
    (fault,) = again(Statut="Validé").faults
    assert (fault.cell, fault.field, fault.read) == ("O2", "Statut", "Validé")
    assert "un statut qui suit «\u00a0En cours\u00a0»" in fault.expected


def test_passing_the_signature_needs_the_charter() -> None:
    known = with_project(status="valide")
    assert "la signature de la charte" in again(known).faults[0].expected
    signed = with_project(status="valide", charter_signed_on=date(2024, 1, 20))
    assert again(signed).projects[0].status_moves == ("conventionne", "en_cours")


def test_among_several_investments_the_copil_tells_which() -> None:
    (investment,) = KNOWN.projects[0].investments
    older = replace(investment, id=2, copil_on=date(2022, 1, 1), amount_eur=Decimal(1), instalments=())
    known = with_project(investments=(older, investment))
    assert changes_of(again(known)) == []
    (fault,) = again(known, **{"Date COPIL": "16/01/2024"}).faults
    assert (fault.cell, fault.field) == ("J2", "Date COPIL")


def test_an_amount_below_the_funders_shares_is_refused() -> None:
    (investment,) = KNOWN.projects[0].investments
    known = with_project(investments=(replace(investment, allocated_eur=Decimal(12_000)),))
    assert "affectations des financeurs, soit 12\u202f000\u00a0€" in again(known).faults[0].expected


def test_instalments_recorded_beside_the_sheet_s_count_in_the_total() -> None:
    (investment,) = KNOWN.projects[0].investments
    more = replace(investment.instalments[1], id=9, label="Rallonge", amount_eur=Decimal(500))
    known = with_project(investments=(replace(investment, instalments=(*investment.instalments, more)),))
    assert "10\u202f500\u00a0€" in again(known).faults[0].expected


def test_other_projects_recorded_are_left_alone() -> None:
    other = ExistingProject(99, "ODD17-2020-001", "Ancien", "capitalise")
    done = again(replace(KNOWN, projects=(*KNOWN.projects, other)))
    assert [project.code for project in done.projects] == [CODE]
