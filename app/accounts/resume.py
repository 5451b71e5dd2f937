"""What was being sent when the session ended travels inside the sign-in form and comes back afterwards.

Nothing is stored: the values go from the page to the browser and back. Files and passwords are not carried.
"""

import json
from dataclasses import dataclass

from starlette.datastructures import FormData

from app.web.auth import local_path

NOT_CARRIED = ("csrf_token",)


@dataclass(frozen=True)
class Kept:
    action: str
    fields: list[tuple[str, str]]


def packed(action: str, form: FormData) -> str:
    fields = [
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in NOT_CARRIED and "password" not in name
    ]
    return json.dumps({"action": action, "fields": fields}, ensure_ascii=False)


def unpacked(text: str) -> Kept | None:
    """What the sign-in form brought back; anything malformed counts as nothing kept."""
    try:
        content = json.loads(text)
        action = local_path(str(content["action"]), "")
        fields = [(str(name), str(value)) for name, value in content["fields"]]
    except (ValueError, KeyError, TypeError):
        return None
    return Kept(action, fields) if action else None
