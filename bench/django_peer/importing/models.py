"""The tables that a follow-up sheet fills. What stands in other tables is carried by the project to be previewed."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from imports.synonyms import CATEGORY_LABELS, DOMAIN_LABELS, REGION_LABELS, STATUS_LABELS


class Organisation(models.Model):
    name = models.TextField(db_index=True)
    siren = models.CharField(max_length=9, null=True, unique=True)
    siret = models.CharField(max_length=14, null=True, unique=True)

    class Meta:
        app_label = "importing"


class Project(models.Model):
    code = models.CharField(max_length=20, unique=True, validators=[RegexValidator(r"^ODD17-[0-9]{4}-[0-9]{3,6}$")])
    title = models.TextField()
    territory = models.TextField(blank=True)
    region = models.CharField(max_length=2, choices=list(REGION_LABELS.items()), blank=True, null=True)
    domain = models.TextField(choices=list(DOMAIN_LABELS.items()), blank=True, null=True)
    category = models.TextField(choices=list(CATEGORY_LABELS.items()), blank=True, null=True)
    status = models.TextField(choices=list(STATUS_LABELS.items()))
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    carrier: str = ""
    siret: str | None = None
    others: str = ""
    copil_on: date | None = None
    amount: Decimal | None = None
    paid: Decimal | None = None

    class Meta:
        app_label = "importing"

    def clean(self) -> None:
        """What no single cell can tell."""
        faults = {}
        if not self.carrier:
            faults["carrier"] = "Le nom du porteur."
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = "Une date à partir du début."
        if faults:
            raise ValidationError(faults)


class Partner(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    role = models.TextField()

    class Meta:
        app_label = "importing"
        constraints = [models.UniqueConstraint(fields=["project", "organisation"], name="one_partner")]  # noqa: RUF012


class Investment(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="investments")
    copil_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])

    class Meta:
        app_label = "importing"
