"""The rules of our drawings without what only a browser of today reads: no variable, no layer, no query, no rem."""

import re
from functools import cache
from pathlib import Path

STYLES = Path(__file__).parents[1] / "static" / "css"
SHEETS = ("charts.css", "pictures.css")
TOKEN = re.compile(r"--([\w-]+): (?:light-dark\(([^,]+), [^;]+\)|([^;]+));")
RULE = re.compile(r"^\s*([^@{}\n]+) \{ ([^{}]+) \}$", re.MULTILINE)
DRAWN = ("fill", "stroke", "font", "text-anchor", "color", "dominant", "opacity", "letter-spacing")
FONT = "Source Sans 3, Segoe UI, Noto Sans, Helvetica, Arial, sans-serif"


@cache
def fixed_styles(*more: str) -> str:
    """`more`: sheets of `app/static/css` besides the common ones. Light colours, sizes in pixels."""
    sheets = [_without_queries((STYLES / name).read_text(encoding="utf-8")) for name in (*SHEETS, *more)]
    rules = [rule for sheet in sheets for rule in _rules(sheet)]
    return "\n".join([f".sheet-file {{ font-family: {FONT}; font-size: 14px; fill: {_tokens()['ink']}; }}", *rules])


@cache
def _tokens() -> dict[str, str]:
    text = (STYLES / "tokens.css").read_text(encoding="utf-8")
    return {name: light or plain for name, light, plain in TOKEN.findall(text)}


def _without_queries(text: str) -> str:
    """Each @media of a sheet stands on lines of its own, closed at its own indentation, or on one line."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"^( *)@media[^{]+\{(.*\}\s*\}$|.*?^\1\})", "", text, flags=re.MULTILINE | re.DOTALL)


def _rules(sheet: str) -> list[str]:
    found = []
    for selector, body in RULE.findall(sheet):
        kept = [part.strip() for part in body.split(";") if part.strip().startswith(DRAWN)]
        if kept:
            found.append(f"{selector.strip()} {{ {_fixed('; '.join(kept))}; }}")
    return found


def _fixed(declarations: str) -> str:
    resolved = re.sub(r"var\(--([\w-]+)\)", lambda name: _tokens()[name[1]], declarations)
    return re.sub(r"([\d.]+)rem\b", lambda size: f"{float(size[1]) * 16:g}px", resolved)
