from django.urls import path

from bench.django_peer.views import portfolio

urlpatterns = [path("projets", portfolio)]
