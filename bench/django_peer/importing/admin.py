from django.contrib import admin
from import_export.admin import ImportMixin
from import_export.formats.base_formats import XLSX

from bench.django_peer.importing.models import Project
from bench.django_peer.importing.resource import ProjectResource
from bench.django_peer.importing.usual import UsualResource


@admin.register(Project)
class ProjectAdmin(ImportMixin, admin.ModelAdmin):  # type: ignore[misc]
    resource_classes = (ProjectResource, UsualResource)  # the form says which, by its place
    formats = (XLSX,)
