from django.urls import path

from bench.django_peer.saving import save
from bench.django_peer.views import portfolio

urlpatterns = [path("projets", portfolio), path("ma-grille/<int:respondent>/reponses", save)]
