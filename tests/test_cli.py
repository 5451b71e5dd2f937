"""Each command: 0 when done, 1 with a sentence when refused, 2 when wrongly written; never a traceback."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.models import ApiToken, Project, User
from app.tokens import token_hash
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.support.command import odd17

CASES = sorted((Path(__file__).parent / "evaluation" / "cases").glob("*.json"))


def test_a_case_is_evaluated_without_any_database() -> None:
    assert CASES
    done = odd17("evaluate", CASES[0], ODD17_DATABASE_URL="postgresql://personne@localhost:1/absente")
    assert (done.returncode, done.stderr) == (0, "")
    assert isinstance(json.loads(done.stdout), dict)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "n’est pas du JSON lisible"),
        (b"\xff\xfe\x00", "n’est pas du JSON lisible"),
        (b"[" * 100_000, "n’est pas du JSON lisible"),
        (b"[]", ""),
        (b'{"grid": "inconnue@9"}', ""),
    ],
)
def test_a_malformed_case_is_refused_with_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    case = tmp_path / "cas.json"
    case.write_bytes(content)
    done = odd17("evaluate", case)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip()
    assert sentence in done.stderr


def test_a_missing_case_is_refused_with_a_sentence(tmp_path: Path) -> None:
    done = odd17("evaluate", tmp_path / "absent.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "ne peut pas être lu" in done.stderr


def test_a_case_that_gives_what_it_expects_is_checked() -> None:
    for case in CASES:
        done = odd17("evaluate", "--check", case)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Tout concorde")


def test_a_case_that_does_not_give_what_it_expects_names_the_difference(tmp_path: Path) -> None:
    data = json.loads(CASES[0].read_text(encoding="utf-8"))
    first = data["expected"]["campaigns"][0]["axes"]["innovation"]
    first["score"] = 12.5
    case = tmp_path / "cas.json"
    case.write_text(json.dumps(data), encoding="utf-8")
    done = odd17("evaluate", "--check", case)
    assert (done.returncode, done.stdout) == (1, "")
    assert "le score, axe innovation" in done.stderr
    assert "12,5 dans le fichier" in done.stderr


def test_the_proof_of_a_project_is_written_and_checked(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    with Session(own_engine) as session:
        project, partners = a_project_with_partners(session)
        a_published_campaign(session, project, partners, 3, 2, 4)
        code = project.code
        session.commit()
    out = tmp_path / "preuve.json"
    done = odd17("proof", code, out, ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, done.stderr) == (0, "")
    proof = json.loads(out.read_text(encoding="utf-8"))
    assert json.loads(odd17("evaluate", out).stdout) == proof["expected"]
    assert proof["results"][0]["inputs_sha256"] in odd17("evaluate", "--check", out).stdout
    proof["case"]["campaigns"][0]["respondents"][0]["answers"][0]["value"] = 0
    out.write_text(json.dumps(proof), encoding="utf-8")
    done = odd17("evaluate", "--check", out)
    assert (done.returncode, done.stdout) == (1, "")
    assert "la réponse de R1 à" in done.stderr
    assert odd17("proof", "ODD17-1999-001", out, ODD17_DATABASE_URL=own_database_url).returncode == 1


def test_a_setting_that_cannot_be_read_is_named() -> None:
    done = odd17("demo", ODD17_POOL_SIZE="beaucoup")
    assert (done.returncode, done.stdout) == (1, "")
    assert "ODD17_POOL_SIZE" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate",),
        ("inconnue",),
        ("user", "add", "a@exemple.fr"),
        ("export", "regions", "x.xlsx"),
        ("import", "regions", "x.xlsx"),
        ("serve", "--port", "huit"),
    ],
)
def test_wrong_usage_is_two(arguments: tuple[str, ...]) -> None:
    assert odd17(*arguments).returncode == 2


def test_a_person_is_added_once_with_a_known_role(own_engine: Engine, own_database_url: str) -> None:
    def add(email: str, role: str) -> tuple[int, str, str]:
        done = odd17("user", "add", email, "--role", role, ODD17_DATABASE_URL=own_database_url)
        return done.returncode, done.stdout, done.stderr

    code, link, _ = add("claire@exemple.fr", "gestionnaire")
    assert code == 0
    assert "/connexion/lien/" in link
    for email, role in (("claire@exemple.fr", "lecteur"), ("paul@exemple.fr", "chef")):
        code, printed, sentence = add(email, role)
        assert (code, printed) == (1, "")
        assert sentence.strip()
    with own_engine.connect() as connection:
        assert connection.execute(select(User.email, User.role)).all() == [("claire@exemple.fr", "gestionnaire")]


def test_the_demonstration_is_loaded_once_then_exported(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    done = odd17("demo", ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, done.stdout) == (0, "33 projets fictifs chargés.\n")
    refused = odd17("demo", ODD17_DATABASE_URL=own_database_url)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "base vide" in refused.stderr
    with own_engine.connect() as connection:
        assert connection.scalar(select(func.count(Project.id))) == 33
    out = tmp_path / "portefeuille.xlsx"
    exported = odd17("export", "portefeuille", out, ODD17_DATABASE_URL=own_database_url)
    assert exported.returncode == 0
    assert out.read_bytes().startswith(b"PK")


def test_a_workbook_that_cannot_be_written_is_refused(own_database_url: str, tmp_path: Path) -> None:
    out = tmp_path / "absent" / "portefeuille.xlsx"
    done = odd17("export", "portefeuille", out, ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip()


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = odd17("demo", ODD17_DATABASE_URL="postgresql://personne@localhost:1/absente")
    assert (done.returncode, done.stdout) == (1, "")
    assert "base de données" in done.stderr


def test_the_migrations_say_what_the_code_says(own_database_url: str) -> None:
    assert odd17("migrations-drift", ODD17_DATABASE_URL=own_database_url).returncode == 0


def test_a_token_is_printed_once_and_only_its_hash_is_kept(own_engine: Engine, own_database_url: str) -> None:
    def add(email: str, *more: str) -> tuple[int, str, str]:
        done = odd17("token", "add", email, *more, ODD17_DATABASE_URL=own_database_url)
        return done.returncode, done.stdout.strip(), done.stderr

    odd17("user", "add", "claire@exemple.fr", "--role", "lecteur", ODD17_DATABASE_URL=own_database_url)
    code, token, said = add("Claire@exemple.fr", "--name", "Tableau de bord")
    assert code == 0
    assert token.startswith("odd17_")
    assert "ne sera plus affiché" in said
    for arguments in (("personne@exemple.fr",), ("claire@exemple.fr", "--name", " ")):
        code, printed, sentence = add(*arguments)
        assert (code, printed) == (1, "")
        assert sentence.strip()
    with own_engine.connect() as connection:
        kept = connection.execute(select(ApiToken.token_sha256, ApiToken.name)).all()
    assert kept == [(token_hash(token), "Tableau de bord")]
