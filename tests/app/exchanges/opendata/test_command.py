"""`odd17 export scdl` and `odd17 export 360giving`: the same checks from a terminal."""

import json
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.app.exchanges.opendata.portfolio import a_bearer, a_ready_grant
from tests.support.command import odd17


def test_a_file_leaves_whole_or_by_what_is_ready_or_not_at_all(
    own_database_url: str, own_engine: Engine, tmp_path: Path
) -> None:
    with Session(own_engine) as session:
        ready, _ = a_ready_grant(session)
        lacking, _ = a_ready_grant(session, a_bearer(session, siret=None, rna=None))
        codes = ready.code, lacking.code
        session.commit()
    fund = {
        "ODD17_DATABASE_URL": own_database_url,
        "ODD17_DATA_DIR": str(tmp_path),
        "ODD17_FUND_SIRET": "73282932000074",
        "ODD17_FUND_360_PREFIX": "360G-fondsessai",
    }
    out = tmp_path / "subventions.csv"
    unsigned = odd17("export", "scdl", out, **fund | {"ODD17_FUND_SIRET": ""})
    assert (unsigned.returncode, out.exists()) == (1, False)
    assert "ODD17_FUND_SIRET" in unsigned.stderr
    refused = odd17("export", "scdl", out, **fund)
    assert (refused.returncode, out.exists()) == (1, False)
    assert f"ni SIRET, ni RNA de la forme W suivi de 9 chiffres\u00a0: {codes[1]}." in refused.stderr
    partial = odd17("export", "scdl", out, "--feuilles", "prets", **fund)
    assert (partial.returncode, partial.stderr) == (0, "")
    assert codes[0] in out.read_text(encoding="utf-8")
    assert codes[1] not in out.read_text(encoding="utf-8")
    whole = odd17("export", "360giving", tmp_path / "dons.json", **fund)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert len(json.loads((tmp_path / "dons.json").read_text(encoding="utf-8"))["grants"]) == 2
