"""The figures of a site really served by two processes, asked for as a monitoring tool does."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, text

from tests.faults.product import Product, free_port

Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]
LINK = {"method": "GET", "route": "/connexion/lien/{token}"}
PAGES = 12


@pytest.fixture(scope="module")
def metrics_at() -> str:
    return f"127.0.0.1:{free_port()}"


@pytest.fixture
def site(own_owner_url: str, metrics_at: str, tmp_path: Path) -> Iterator[Product]:
    settings = {"ODD17_DATABASE_URL": own_owner_url, "ODD17_METRICS_AT": metrics_at}
    product = Product(tmp_path, settings, site=("--workers", "2"))
    product.start_site()
    try:
        product.first_page()
        yield product
    finally:
        product.stop("site")


def asked(address: str) -> str:
    answer = httpx2.get(f"http://{address}/metrics", timeout=30)
    assert answer.status_code == 200
    return answer.text


def asked_once_counted(address: str) -> str:
    """An answer is counted once it has left: the last one may take a moment."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        page = asked(address)
        if read(page).get(("odd17_requests_total", tuple(sorted({**LINK, "status": "200"}.items()))), 0) >= PAGES:
            break
        time.sleep(0.1)
    return page


def read(page: str) -> Figures:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def of(figures: Figures, name: str, **labels: str) -> float:
    return figures[name, tuple(sorted(labels.items()))]


def test_what_a_tool_reads(site: Product, metrics_at: str, own_engine: Engine) -> None:
    """One start for all: a site takes seconds."""
    for number in range(PAGES):  # a connection each: both processes take their part
        httpx2.get(f"{site.url}/adresse-inventee-{number}", timeout=30)
        httpx2.get(f"{site.url}/connexion/lien/jeton-canari-{number}", timeout=30)
    with own_engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at) "
                "VALUES ('default', 'essai', 'todo', now() - interval '1 hour')"
            )
        )
    page = asked_once_counted(metrics_at)
    figures = read(page)
    assert of(figures, "odd17_requests_total", **LINK, status="200") == PAGES
    assert of(figures, "odd17_request_seconds_count", **LINK) == PAGES
    assert of(figures, "odd17_statements_total", **LINK) >= PAGES
    assert of(figures, "odd17_database_seconds_total", **LINK) > 0
    assert of(figures, "odd17_connections_in_use") == 0
    assert of(figures, "odd17_database_up") == 1
    assert of(figures, "odd17_jobs_due") == 1
    assert of(figures, "odd17_jobs_oldest_seconds") >= 3600
    assert of(figures, "odd17_letters_waiting") == 0
    assert "canari" not in page
    assert "inventee" not in page
    assert "administration@localhost" not in page
    of_the_site = httpx2.get(f"{site.url}/metrics", timeout=30)
    assert (of_the_site.status_code, "odd17_" in of_the_site.text) == (404, False)


def test_a_site_nobody_measures_loads_nothing(own_owner_url: str, tmp_path: Path) -> None:
    product = Product(tmp_path, {"ODD17_DATABASE_URL": own_owner_url})
    product.start_site()
    try:
        product.first_page()
        maps = Path(f"/proc/{product.processes['site'].pid}/maps").read_text()
    finally:
        product.stop("site")
    assert not (tmp_path / "metrics").exists()
    assert "metrics" not in maps
