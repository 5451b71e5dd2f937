"""How the sheet becomes projects, organisations, partners and investments, set up to go fast: everything recorded is
read at once, only what changes is written, a thousand rows a statement. `usual.py` does the same row by row.
"""

from collections.abc import Iterable
from typing import Any

from import_export.fields import Field
from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import ModelResource
from import_export.widgets import CharWidget

from bench.django_peer.importing.models import Investment, Organisation, Partner, Project
from bench.django_peer.importing.widgets import DayWidget, EurosWidget, LabelWidget, SiretWidget
from imports.synonyms import CATEGORY_LABELS, DOMAIN_LABELS, REGION_LABELS, STATUS_LABELS

CARRIER, PARTNER = "porteur", "partenaire"
SEPARATOR = "; "
BATCH = 1_000


class Loader(CachedInstanceLoader):
    """Recorded projects, each with what the sheet says of its partners and its investment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recall({project.pk: project for project in self.all_instances.values()})


def recall(projects: dict[int, Project]) -> None:
    partners = Partner.objects.filter(project__in=projects).order_by("pk")
    for own_id, role, name, siret in partners.values_list(
        "project_id", "role", "organisation__name", "organisation__siret"
    ):
        project = projects[own_id]
        if role == CARRIER:
            project.carrier, project.siret = name, siret
        else:
            project.others = SEPARATOR.join(filter(None, (project.others, name)))
    for own_id, copil_on, amount in Investment.objects.filter(project__in=projects).values_list(
        "project_id", "copil_on", "amount"
    ):
        projects[own_id].copil_on, projects[own_id].amount = copil_on, amount


class ProjectResource(ModelResource):
    code = Field("code", "N°", CharWidget())
    title = Field("title", "Intitulé du projet", CharWidget())
    territory = Field("territory", "Territoire", CharWidget())
    region = Field("region", "Région", LabelWidget(REGION_LABELS))
    carrier = Field("carrier", "Porteur", CharWidget())
    siret = Field("siret", "SIRET porteur", SiretWidget())
    others = Field("others", "Autres partenaires", CharWidget())
    domain = Field("domain", "Thématique", LabelWidget(DOMAIN_LABELS))
    category = Field("category", "Catégorie", LabelWidget(CATEGORY_LABELS))
    copil_on = Field("copil_on", "Date COPIL", DayWidget())
    amount = Field("amount", "Montant accordé", EurosWidget())
    starts_on = Field("starts_on", "Date de début", DayWidget())
    ends_on = Field("ends_on", "Date de fin", DayWidget())
    status = Field("status", "Statut", LabelWidget(STATUS_LABELS))

    COLUMNS = ("title", "territory", "region", "domain", "category", "status", "starts_on", "ends_on")

    class Meta:
        model = Project
        fields = ("code", "title", "territory", "region", "carrier", "siret", "others", "domain", "category",
                  "copil_on", "amount", "starts_on", "ends_on", "status")  # fmt: skip
        import_id_fields = ("code",)
        instance_loader_class = Loader
        use_bulk = True
        batch_size = BATCH
        skip_unchanged = True
        clean_model_instances = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.written: list[Project] = []

    def get_bulk_update_fields(self) -> list[str]:
        return list(self.COLUMNS)

    def validate_instance(
        self, instance: Project, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """The code is unique by the loader; asking the database would cost one query a row."""
        super().validate_instance(instance, import_validation_errors, validate_unique=False)

    def after_save_instance(self, instance: Project, row: Any, **kwargs: Any) -> None:
        self.written.append(instance)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Nothing to rehearse here: a preview shows the projects."""
        if not kwargs.get("dry_run") and not result.has_errors() and self.written:
            organisations = known_organisations(self.written)
            keep_partners(self.written, organisations)
            keep_investments(self.written)


def known_organisations(projects: Iterable[Project]) -> dict[str, Organisation]:
    """By name: the missing ones created, those met without their SIRET completed."""
    wanted: dict[str, str | None] = {}
    for project in projects:
        wanted[project.carrier] = project.siret or wanted.get(project.carrier)
        for name in names(project):
            wanted.setdefault(name, None)
    known = {each.name: each for each in Organisation.objects.filter(name__in=wanted)}
    completed = [each for name, each in known.items() if each.siret is None and wanted[name]]
    for each in completed:
        identify(each, wanted[each.name])
    Organisation.objects.bulk_update(completed, ["siren", "siret"], batch_size=BATCH)
    new = [identify(Organisation(name=name), siret) for name, siret in wanted.items() if name not in known]
    Organisation.objects.bulk_create(new, batch_size=BATCH)
    return known | {each.name: each for each in new}


def identify(organisation: Organisation, siret: str | None) -> Organisation:
    organisation.siret, organisation.siren = siret, siret and siret[:9]
    return organisation


def names(project: Project) -> list[str]:
    return [name for part in project.others.split(";") if (name := part.strip())]


def keep_partners(projects: Iterable[Project], organisations: dict[str, Organisation]) -> None:
    recorded = set(Partner.objects.filter(project__in=projects).values_list("project_id", "organisation_id"))
    partners = [
        Partner(project=project, organisation=organisations[name], role=PARTNER if place else CARRIER)
        for project in projects
        for place, name in enumerate(dict.fromkeys([project.carrier, *names(project)]))
        if (project.pk, organisations[name].pk) not in recorded
    ]
    Partner.objects.bulk_create(partners, batch_size=BATCH)


def keep_investments(projects: Iterable[Project]) -> None:
    recorded = {each.project_id: each for each in Investment.objects.filter(project__in=projects)}
    new, changed = [], []
    for project in projects:
        if project.amount is None:
            continue
        known = recorded.get(project.pk)
        if known is None:
            new.append(Investment(project=project, copil_on=project.copil_on, amount=project.amount))
        elif (known.copil_on, known.amount) != (project.copil_on, project.amount):
            known.copil_on, known.amount = project.copil_on, project.amount
            changed.append(known)
    Investment.objects.bulk_create(new, batch_size=BATCH)
    Investment.objects.bulk_update(changed, ["copil_on", "amount"], batch_size=BATCH)
