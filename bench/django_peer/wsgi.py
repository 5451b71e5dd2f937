"""Settings and entry point of the peer, for gunicorn."""

import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application

address = urlsplit(os.environ["BENCH_DATABASE_URL"])
settings.configure(
    DEBUG=False,
    SECRET_KEY="mesures",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="bench.django_peer.urls",
    MIDDLEWARE=[],  # nothing the page does not need
    USE_I18N=False,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": address.path.strip("/"),
            "USER": address.username or "postgres",
            "HOST": parse_qs(address.query)["host"][0],
            "CONN_MAX_AGE": None,  # connections stay open
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5},  # statements prepared once
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
                ],
                "libraries": {"french": "bench.django_peer.french"},
                "builtins": ["bench.django_peer.french"],
            },
        }
    ],
)
application = get_wsgi_application()
