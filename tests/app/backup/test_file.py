"""A backup is one file that any tool opens with the key, and that ours refuses at the first wrong byte."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import Engine

from app.backup.documents import documents_folder
from app.backup.keys import identities_in, make_pair, recipients_of
from app.backup.manifest import TOLD, UNTOLD, read_manifest
from app.backup.restoring import restore
from app.backup.saving import save
from app.backup.unpacking import unpacked
from app.errors import Refused
from app.settings import Settings, settings
from tests.app.backup.situations import a_document, forged, parts_of, written

Pair = tuple[str, Path]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    private = tmp_path / "cle.txt"
    return make_pair(private, None), private


@pytest.fixture
def whole(own_engine: Engine, tmp_path: Path) -> Path:
    a_document(own_engine)
    return save(own_engine, tmp_path / "whole").file


def phrase() -> str:
    return "une phrase de passe d’essai"


def test_the_file_holds_the_base_the_documents_and_an_account_of_them(own_engine: Engine, tmp_path: Path) -> None:
    document = a_document(own_engine)
    saved = save(own_engine, tmp_path / "base")
    held = unpacked(saved.file, tmp_path / "lu")
    assert held.manifest is not None
    assert held.manifest.documents == {document.name: document.stat().st_size}
    assert held.manifest.tables["project"]["rows"] == 1
    assert (held.documents / document.relative_to(documents_folder())).read_bytes() == document.read_bytes()
    assert list(parts_of(saved.file)) == ["base.dump", f"documents/{document.relative_to(documents_folder())}",
                                          "manifest.json"]  # fmt: skip


def test_no_secret_setting_is_written(own_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(Settings.model_fields) <= TOLD | UNTOLD, "décidez si ce réglage va dans les sauvegardes"
    assert not TOLD & UNTOLD
    for name in UNTOLD & set(Settings.model_fields):
        monkeypatch.setattr(settings(), name, "postgresql://nom:canari-secret@hote/base")
    save(own_engine, tmp_path / "base")
    account = parts_of(tmp_path / "base")["manifest.json"].decode()
    assert "canari-secret" not in account
    assert '"fund_name": "Fonds ODD 17"' in account


@pytest.mark.parametrize("sealed", [False, True], ids=["clair", "chiffré"])
def test_one_bit_changed_anywhere_is_refused(own_engine: Engine, tmp_path: Path, pair: Pair, *, sealed: bool) -> None:
    a_document(own_engine)
    public, private = pair
    file = save(own_engine, tmp_path / "base", recipients=recipients_of(public) if sealed else ()).file
    keys = identities_in(private, phrase) if sealed else []
    content = file.read_bytes()
    assert unpacked(file, tmp_path / "entier", keys).manifest is not None
    chosen = random.Random(17)
    for number in range(30):
        place = chosen.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << chosen.randrange(8)
        file.write_bytes(changed)
        with pytest.raises(Refused):
            unpacked(file, tmp_path / str(number), keys)


@pytest.mark.parametrize("kept", [0.001, 0.3, 0.7, 0.97])
@pytest.mark.parametrize("sealed", [False, True], ids=["clair", "chiffré"])
def test_a_file_cut_short_is_refused(
    own_engine: Engine, tmp_path: Path, pair: Pair, kept: float, *, sealed: bool
) -> None:
    public, private = pair
    file = save(own_engine, tmp_path / "base", recipients=recipients_of(public) if sealed else ()).file
    os.truncate(file, int(file.stat().st_size * kept))
    with pytest.raises(Refused, match=r"abîmé|incomplet"):
        unpacked(file, tmp_path / "lu", identities_in(private, phrase) if sealed else [])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda parts: parts.pop("manifest.json"), "il lui manque le relevé"),
        (lambda parts: parts.pop("base.dump"), "lisible"),
        (lambda parts: parts.update({"base.dump": parts["base.dump"] + b"x"}), "la base ne correspond plus"),
        (lambda parts: parts.pop(next(name for name in parts if name.startswith("documents/"))), "ses documents"),
        (lambda parts: parts.update({"../ailleurs": b"x"}), "autre chose qu’une sauvegarde"),
        (lambda parts: parts.update({"manifest.json": b"{}"}), "ne se lit plus"),
        (lambda parts: parts.update({name: b"x" for name in parts if "documents/" in name}), "le document"),
    ],
)
def test_a_part_missing_added_or_altered_is_refused(
    whole: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object], words: str
) -> None:
    parts = parts_of(whole)
    change(parts)
    with pytest.raises(Refused, match=words):
        unpacked(written(tmp_path / "faux", parts), tmp_path / "lu")


def test_a_backup_of_a_newer_format_is_refused(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="version plus récente"):
        unpacked(forged(whole, lambda account: account.update(format=2)), tmp_path / "lu")


def test_the_private_key_alone_opens_a_sealed_file(own_engine: Engine, tmp_path: Path, pair: Pair) -> None:
    public, private = pair
    file = save(own_engine, tmp_path / "base", recipients=recipients_of(public)).file
    assert b"base.dump" not in file.read_bytes()
    make_pair(tmp_path / "autre.txt", None)
    with pytest.raises(Refused, match="chiffré pour une autre"):
        unpacked(file, tmp_path / "1", identities_in(tmp_path / "autre.txt", phrase))
    with pytest.raises(Refused, match="indiquez la clé privée"):
        unpacked(file, tmp_path / "2")
    restore(own_engine, file, replace=True, identities=identities_in(private, phrase))
    clear = pyrage.decrypt(file.read_bytes(), identities_in(private, phrase))
    assert "manifest.json" in parts_of_bytes(clear, tmp_path)


def parts_of_bytes(content: bytes, folder: Path) -> dict[str, bytes]:
    """As « age -d | tar x » does, without our code."""
    (folder / "clair.tar").write_bytes(content)
    return parts_of(folder / "clair.tar")


def test_a_key_may_ask_for_a_passphrase(tmp_path: Path) -> None:
    public = make_pair(tmp_path / "cle", phrase())
    assert b"AGE-SECRET-KEY" not in (tmp_path / "cle").read_bytes()
    (identity,) = identities_in(tmp_path / "cle", phrase)
    assert str(identity.to_public()) == public
    with pytest.raises(Refused, match="n’ouvre pas la clé"):
        identities_in(tmp_path / "cle", lambda: "une autre")


def test_keys_badly_given_are_refused(tmp_path: Path) -> None:
    (tmp_path / "vide").write_text("# rien\n")
    with pytest.raises(Refused, match="ne contient pas de clé privée"):
        identities_in(tmp_path / "vide", phrase)
    with pytest.raises(Refused, match="ne peut pas être lue"):
        identities_in(tmp_path / "absent", phrase)
    with pytest.raises(Refused, match="n’est pas une clé publique"):
        recipients_of("age1rien")
    with pytest.raises(Refused, match="une clé n’en remplace jamais une autre"):
        make_pair(tmp_path / "vide", None)
    assert (make_pair(tmp_path / "neuve", None), (tmp_path / "neuve").stat().st_mode & 0o777)[1] == 0o600


def test_a_missing_or_altered_document_is_said_and_the_rest_is_saved(own_engine: Engine, tmp_path: Path) -> None:
    missing, altered, kept = (a_document(own_engine, f"%PDF-1.4 {n}".encode()) for n in range(3))
    missing.unlink()
    altered.write_bytes(b"%PDF-1.4 x")
    saved = save(own_engine, tmp_path / "base")
    assert saved.sentence.endswith("Sauvegarde incomplète.")
    assert any(f"{missing.name[:12]}… manque" in fault for fault in saved.faults)
    assert any(f"{altered.name[:12]}… a été altéré" in fault for fault in saved.faults)
    manifest = read_manifest_of(saved.file, tmp_path)
    assert list(manifest.documents) == [kept.name]
    assert list(manifest.faults) == list(saved.faults)


def read_manifest_of(file: Path, folder: Path):  # type: ignore[no-untyped-def]
    (folder / "manifest").write_bytes(parts_of(file)["manifest.json"])
    return read_manifest(folder / "manifest")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of half a megabyte."""
    folder = tmp_path / "petit"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder], check=False, timeout=30).returncode:
        pytest.skip("monter un disque demande d’autres droits")
    yield folder
    subprocess.run(["umount", folder], check=True, timeout=30)


def test_a_disk_too_small_leaves_no_half_backup(
    own_engine: Engine, small_disk: Path, data_dir: Path, pair: Pair
) -> None:
    for recipients in ((), recipients_of(pair[0])):
        with pytest.raises(Refused, match="La sauvegarde n’a pas pu s’écrire"):
            save(own_engine, small_disk / "base", recipients=recipients)
        assert list(small_disk.iterdir()) == []
    assert list(data_dir.iterdir()) == []


STREAMED = """
import resource, sys, tarfile
from pathlib import Path
from app.backup.keys import identities_in, recipients_of
from app.backup.packing import add, unpack
from app.backup.sealing import opened, sealed_into

class Zeros:
    def read(self, size):
        return bytes(size)

folder, public = Path(sys.argv[1]), sys.argv[2]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with sealed_into(folder / "grand", recipients_of(public)) as out:
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.GNU_FORMAT) as tar:
        add(tar, "base.dump", Zeros(), 200_000_000)
with opened(folder / "grand", identities_in(folder / "cle.txt", str)) as stream:
    assert unpack(stream, folder / "lu")[0].size == 200_000_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_large_backup_is_never_whole_in_memory(tmp_path: Path, pair: Pair) -> None:
    """200 MB written, sealed, opened and read within 32 MB more."""
    command = [sys.executable, "-c", STREAMED, str(tmp_path), pair[0]]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert int(done.stdout) * (1 if sys.platform != "darwin" else 1 / 1024) < 32 * 1024
