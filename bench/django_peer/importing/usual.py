"""The same import as the library does it unless told otherwise: each row looked up, saved, then its partners."""

from typing import Any

from import_export.instance_loaders import ModelInstanceLoader

from bench.django_peer.importing.models import Project
from bench.django_peer.importing.resource import (
    ProjectResource,
    keep_investments,
    keep_partners,
    known_organisations,
    recall,
)


class OneByOne(ModelInstanceLoader):
    def get_instance(self, row: Any) -> Project | None:
        project: Project | None = super().get_instance(row)
        if project:
            recall({project.pk: project})
        return project


class UsualResource(ProjectResource):
    class Meta(ProjectResource.Meta):
        instance_loader_class = OneByOne
        use_bulk = False
        skip_unchanged = False

    def after_save_instance(self, instance: Project, row: Any, **kwargs: Any) -> None:
        organisations = known_organisations([instance])
        keep_partners([instance], organisations)
        keep_investments([instance])
