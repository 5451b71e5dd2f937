"""Une première visite, chronométrée : du lien affiché par « make run » à un investissement, une grille et un export.

    python -m scripts.first_visit http://127.0.0.1:8000 LIEN [secondes passées dans make run]

Les gestes sont ceux d'une personne qui découvre : elle lit chaque page, tape sans se presser, cherche ses boutons.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FOLDER = Path("docs/images/premiere-visite")
KEY_MS = 190  # about sixty words a minute are thirty for who looks at the keys
WORDS_A_SECOND = 4.0  # reading on a screen
READING_S = (3.0, 12.0)  # nobody reads a page in less, nor all of a long one
LOOKING_S = 1.5  # to find a button and bring the mouse to it
DECIDING_S = 3.0  # each question of a grid


@dataclass
class Visitor:
    page: Page
    keys: int = 0
    clicks: int = 0
    stages: list[tuple[str, float, int, int]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, picture: str) -> Iterator[None]:
        started, keys, clicks = time.monotonic(), self.keys, self.clicks
        yield
        self.stages.append((name, time.monotonic() - started, self.keys - keys, self.clicks - clicks))
        self.page.screenshot(path=FOLDER / f"{picture}.jpg", type="jpeg", quality=50)

    def read(self) -> None:
        words = len(self.page.locator("main").inner_text().split())
        least, most = READING_S
        self.page.wait_for_timeout(min(most, max(least, words / WORDS_A_SECOND)) * 1000)

    def click(self, target: Locator) -> None:
        self.page.wait_for_timeout(LOOKING_S * 1000)
        target.click()
        self.clicks += 1

    def go(self, target: Locator) -> None:
        self.click(target)
        self.page.wait_for_load_state()
        self.read()

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label).first
        self.click(field)
        field.press_sequentially(text, delay=KEY_MS)
        self.keys += len(text)

    def find(self, label: str, text: str) -> None:
        self.write(label, text)
        self.click(self.page.locator("li[role=option]:visible").first)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).first

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name).first


def register(visitor: Visitor) -> None:
    visitor.go(visitor.link("Enregistrer un investissement"))
    visitor.go(visitor.button("Commencer"))
    visitor.write("Titre", "Jardins partagés du pays de Redon")
    visitor.go(visitor.button("Continuer"))
    visitor.find("Commune, intercommunalité", "Redon")
    visitor.go(visitor.button("Continuer"))
    visitor.find("Organisation", "redon")
    visitor.go(visitor.button("Continuer"))
    visitor.write("Montant", "12 000")
    visitor.write("Date du COPIL", "10/11/2026")
    visitor.go(visitor.button("Continuer"))
    visitor.find("Organisation", "horizons")
    visitor.write("Sa part", "12 000")
    visitor.go(visitor.button("Continuer"))
    for _ in ("tranches", "jalons"):
        visitor.go(visitor.button("Continuer"))
    visitor.go(visitor.button("Enregistrer"))
    expect(visitor.page.get_by_role("heading", name="C’est enregistré")).to_be_visible()


def evaluate(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go(visitor.link("Évaluations"))
    page.goto("/campagnes?statut=ouverte")
    visitor.go(page.locator("main tbody a").first)
    visitor.go(page.get_by_role("link", name="Saisir").first)
    page.locator("input[type=radio][name^='value-observed-']").first.focus()
    for place in range(28):
        page.wait_for_timeout(DECIDING_S * 1000)
        page.keyboard.press("32401"[place % 5])
        visitor.keys += 1
    expect(page.locator("#etat")).to_contain_text("Enregistré à", timeout=10_000)


def export(visitor: Visitor) -> None:
    visitor.go(visitor.link("Échanges"))
    visitor.go(visitor.link("Exports"))
    visitor.click(visitor.button("Préparer le document"))
    expect(visitor.page.get_by_role("heading", name="Le document est prêt")).to_be_visible(timeout=120_000)
    with visitor.page.expect_download():
        visitor.click(visitor.page.get_by_role("link", name="Télécharger", exact=True))


def told(stages: list[tuple[str, float, int, int]], made: float) -> str:
    rows = [("`make run`, sur une machine neuve", made, 8, 0)] if made else []
    lines = [f"| {name} | {minutes(seconds)} | {keys} | {clicks} |" for name, seconds, keys, clicks in rows + stages]
    total = sum(seconds for _, seconds, _, _ in rows + stages)
    return "\n".join([*lines, f"| **en tout** | **{minutes(total)}** | | |"])


def minutes(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60:02d} s"


def main() -> None:
    base, link, *more = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        visitor = Visitor(browser.new_page(base_url=base, locale="fr-FR", viewport={"width": 1280, "height": 800}))
        with visitor.stage("entrer par le lien, lire « Mon travail »", "1-entree"):
            visitor.page.goto(link)
            visitor.go(visitor.page.get_by_role("button").first)
        with visitor.stage("enregistrer un investissement", "2-investissement"):
            register(visitor)
        with visitor.stage("saisir une grille de 28 questions", "3-grille"):
            evaluate(visitor)
        with visitor.stage("préparer et prendre un classeur bailleur", "4-export"):
            export(visitor)
        print(told(visitor.stages, float(more[0]) if more else 0.0))  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main()
