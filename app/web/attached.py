"""A file given to whoever asked for it, to be kept rather than shown."""

from starlette.responses import Response

CSV = "text/csv; charset=utf-8"
TOML = "application/toml; charset=utf-8"


def attached(content: bytes | str, media_type: str, name: str, *, kept: bool = True) -> Response:
    """`name`: plain letters; `kept`: by the browser and what stands before it, which tables of people are not."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if not kept:
        headers["Cache-Control"] = "no-store"
    return Response(content, media_type=media_type, headers=headers)


def toml_file(source: str, name: str) -> Response:
    """« evaluation-partenariale@1.1 » is downloaded under its reference."""
    plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "@.-_"))
    return attached(source, TOML, f"{plain}.toml")
