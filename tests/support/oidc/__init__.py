"""A real identity provider, started by the tests, and a browser that goes there and comes back."""

import json
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from app.accounts.provider import client
from app.settings import settings

START_SECONDS = 60.0
SCRIPT = Path(__file__).with_name("provider.mjs")
PEOPLE: Mapping[str, object] = {
    "sujet-ada": {"email": "ada@exemple.fr", "email_verified": True},
    "sujet-ada-2": {"email": "ada@exemple.fr", "email_verified": True},
    "sujet-douteux": {"email": "ada@exemple.fr", "email_verified": False},
    "sujet-inconnu": {"email": "inconnue@exemple.fr", "email_verified": True},
}


@dataclass
class RunningProvider:
    port: int
    process: "subprocess.Popen[str]"

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running_provider(
    *, port: int | None = None, redirect: str | None = None, in_id_token: bool = True
) -> Iterator[RunningProvider]:
    """Its keys are made as it starts: starting it again on the same port changes them."""
    node = shutil.which("node")
    if node is None or not Path("node_modules/oidc-provider").exists():
        pytest.skip("pas de Node ou d’oidc-provider\u202f: le service d’identité d’essai n’est pas lancé")
    port = port or free_port()
    redirect = redirect or settings().base_url.rstrip("/") + client.CALLBACK
    configuration = {"port": port, "redirect": redirect, "people": PEOPLE, "inIdToken": in_id_token}
    command = [node, str(SCRIPT), json.dumps(configuration)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        late = threading.Timer(START_SECONDS, process.kill)
        late.start()
        assert process.stdout.readline().strip() == "prêt"
        late.cancel()
        yield RunningProvider(port, process)
    finally:
        process.kill()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def trust(monkeypatch: pytest.MonkeyPatch, provider: RunningProvider, client_id: str = "fonds") -> None:
    """The settings of the site, for this provider."""
    monkeypatch.setattr(settings(), "oidc_issuer", provider.issuer)
    monkeypatch.setattr(settings(), "oidc_client_id", client_id)
    monkeypatch.setattr(settings(), "oidc_client_secret", f"secret-de-{client_id}-assez-long")
    monkeypatch.setattr(settings(), "oidc_label", "Identité d’essai")
    client._known.clear()


def go_through(address: str, who: str, ways: str = "") -> str:
    """What a person does at the provider; the address it is sent back to."""
    with httpx.Client(follow_redirects=False, timeout=20) as browser:
        answer = browser.get(address)
        while answer.is_redirect:
            there = urljoin(address, answer.headers["Location"])
            if client.CALLBACK in there:
                return there
            answer = browser.get(there)
            if form := re.search(r'action="(/interaction/[^"]+)"', answer.text):
                answer = browser.post(urljoin(address, form[1]), data={"who": who, "amr": ways})
        raise AssertionError(f"{answer.status_code} {answer.text[:500]}")
