"""Settings and entry point of the administration that imports, for gunicorn."""

import os
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application

address = urlsplit(os.environ["BENCH_DATABASE_URL"])
settings.configure(
    DEBUG=False,
    SECRET_KEY="mesures",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="bench.django_peer.importing.urls",
    STATIC_URL="static/",
    USE_I18N=False,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "import_export",
        "bench.django_peer.importing",
    ],
    MIDDLEWARE=[  # what the administration cannot do without
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
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
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
                "loaders": [
                    ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"]),
                ],
            },
        }
    ],
)
application = get_wsgi_application()
