"""Makes the tables of the peer in the database at BENCH_DATABASE_URL and writes the session cookie of a superuser."""

import sys

import bench.django_peer.importing.wsgi  # noqa: F401 - the settings


def main() -> None:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    user = get_user_model().objects.create_superuser("mesures", password=None)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    sys.stdout.write(session.session_key or "")


if __name__ == "__main__":
    main()
