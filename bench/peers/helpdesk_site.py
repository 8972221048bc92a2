"""A django-helpdesk with one public queue, run by the peer's own Python:
`helpdesk_site.py FOLDER prepare`, then `helpdesk_site.py FOLDER serve DESCRIPTOR THREADS`.

SQLite as durable as ours (WAL, synchronous=FULL), writers in turn, mails to nowhere, no debugging.
"""

import importlib
import socket
import sys
from pathlib import Path

import django  # type: ignore[import-not-found]
from django.conf import settings  # type: ignore[import-not-found]

FOLDER = Path(sys.argv[1])

settings.configure(
    SECRET_KEY="a key for benchmarks, 32 characters",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "sites", "messages", "humanize")),
        *("django.contrib.staticfiles", "django.contrib.admin", "rest_framework", "django_cleanup", "helpdesk"),
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(FOLDER / "helpdesk.db"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
            },
        }
    },
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    MEDIA_ROOT=str(FOLDER / "media"),
    STATIC_URL="static/",
    SITE_ID=1,
    USE_TZ=True,
    HELPDESK_TEAMS_MODE_ENABLED=False,
    HELPDESK_ACTIVATE_API_ENDPOINT=False,
    LOGGING_CONFIG=None,
)
django.setup()
# Both need the settings before they are imported.
urls = importlib.import_module("django.urls")
urlpatterns = [urls.path("", urls.include("helpdesk.urls"))]


def prepare() -> None:
    from django.core.management import call_command  # type: ignore[import-not-found]
    from helpdesk.models import Queue  # type: ignore[import-not-found]

    call_command("migrate", verbosity=0)
    Queue.objects.create(title="Internet", slug="internet", allow_public_submission=True)


def serve(descriptor: int, threads: int) -> None:
    import logging

    from django.core.wsgi import get_wsgi_application  # type: ignore[import-not-found]
    from waitress import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listening = socket.socket(fileno=descriptor)
    create_server(get_wsgi_application(), sockets=[listening], threads=threads, ident=None).run()


if __name__ == "__main__":
    if sys.argv[2] == "prepare":
        prepare()
    else:
        serve(int(sys.argv[3]), int(sys.argv[4]))
