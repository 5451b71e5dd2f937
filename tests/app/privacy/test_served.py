"""The site and its worker as they are served: a breakdown, a mail that fails, and not a word of anyone in the logs."""

import re
import socket
import subprocess
import time
from pathlib import Path

import httpx2
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.web.cookies import SESSION, cookie_name
from tests.app.invitations.test_private import waiting_for
from tests.factories import a_user
from tests.support.command import ODD17, environment

CANARY = "canariservi"
PATIENCE = 120
# A fault that no rule of ours foresees, whose words repeat the whole row.
BREAK = """
CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'broken by %', NEW.title USING ERRCODE = 'XX000', DETAIL = NEW::text; END $$;
CREATE TRIGGER break BEFORE INSERT ON programme FOR EACH ROW EXECUTE FUNCTION break();
"""


def test_neither_the_site_nor_its_worker_repeats_a_word(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    with Session(own_engine) as session:
        user = a_user(session, email=f"{CANARY}@exemple.org", name=f"Jo {CANARY}")
        token = open_session(session, user=user, now=clock.now())
        session.execute(text(BREAK))
        session.commit()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = environment(ODD17_DATABASE_URL=own_database_url, ODD17_DATA_DIR=str(tmp_path), ODD17_LOG_LEVEL="DEBUG",
                       ODD17_SMTP_URL="smtp://127.0.0.1:9")  # fmt: skip
    with (tmp_path / "written").open("wb") as written:
        command = [ODD17, "serve", "--port", str(port)]
        server = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, env=told)
        try:
            until(tmp_path / "written", "Connexion (une fois")
            waiting_for(f"http://127.0.0.1:{port}/sante")
            use(f"http://127.0.0.1:{port}", token)
            until(tmp_path / "written", '"task": "accounts.send_link"')
        finally:
            server.terminate()
            server.wait(PATIENCE)
    said = (tmp_path / "written").read_text(encoding="utf-8")
    assert '"error": "InternalError' in said
    assert "Traceback" not in said
    assert CANARY not in said


def use(site: str, token: str) -> None:
    """A record that breaks the database, then a link asked for, that cannot leave."""
    with httpx2.Client(base_url=site, cookies={cookie_name(SESSION): token}, headers={"Origin": site}) as browser:
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/programmes/nouveau").text)
        assert csrf is not None
        typed = {"csrf_token": csrf[1], "code": "PLAN-1", "title": CANARY}
        answer = browser.post("/programmes/nouveau", data=typed)
        assert answer.status_code == 500
        assert CANARY not in answer.text.partition("<main")[2]
    with httpx2.Client(base_url=site, headers={"Origin": site}) as browser:
        page = browser.get("/connexion").text
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert csrf is not None
        answer = browser.post("/connexion/lien", data={"csrf_token": csrf[1], "email": f"{CANARY}@exemple.org"})
        assert answer.status_code in (200, 303)


def until(file: Path, words: str) -> None:
    limit = time.monotonic() + PATIENCE
    while words not in file.read_text(encoding="utf-8"):
        assert time.monotonic() < limit
        time.sleep(0.2)
