"""From posted fields to what a Pydantic model reads: blanks, lists and repeated groups."""

import re
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData, UploadFile

YES_NO: dict[str, object] = {"oui": True, "non": False}
RawValues = dict[str, str | list[str]]


def raw_values(form: FormData, model: type[BaseModel]) -> RawValues:
    """What was typed, kept as typed, to draw the page again."""
    lists = {name for name, field in model.model_fields.items() if _is_list(field)}
    values: RawValues = {}
    for name in dict.fromkeys(form.keys()):
        texts = [value for value in form.getlist(name) if isinstance(value, str)]
        values[name] = texts if name in lists else (texts[-1] if texts else "")
    return values


def model_input(model: type[BaseModel], form: FormData, prefix: str = "") -> dict[str, Any]:
    """A blank answer is no answer: None where the model allows it, absent otherwise."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        group = _group_model(field)
        if group is not None:
            found[name] = [
                model_input(group, form, f"{prefix}{name}-{row}-") for row in rows_of(form, prefix + name, group)
            ]
        elif _is_list(field):
            found[name] = [text.strip() for text in _texts(form, prefix + name) if text.strip()]
        elif (value := _last(form, prefix + name)) is not None:
            found[name] = YES_NO.get(str(value), value) if _bare(field.annotation) is bool else value
        elif prefix + name in form and _allows_none(field):
            found[name] = None
    return found


def rows_of(form: FormData, name: str, group: type[BaseModel]) -> list[int]:
    """The row numbers of a repeated group (`instalments-0-amount`); rows left all blank do not count."""
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-(\w+)")
    matches = ((pattern.fullmatch(key), value) for key, value in form.multi_items() if isinstance(value, str))
    return sorted(
        {int(match[1]) for match, value in matches if match and match[2] in group.model_fields and value.strip()}
    )


def located(form: FormData, model: type[BaseModel], location: tuple[int | str, ...], prefix: str = "") -> str:
    """The name of the input a fault is about: a fault in a group's third kept row is that of the row as posted."""
    if not location:
        return ""
    name, field = str(location[0]), model.model_fields.get(str(location[0]))
    group = _group_model(field) if field else None
    if group is None or len(location) < 3:
        return prefix + name
    row = rows_of(form, prefix + name, group)[int(location[1])]
    return located(form, group, location[2:], f"{prefix}{name}-{row}-") or prefix + name


def _last(form: FormData, name: str) -> str | UploadFile | None:
    values = form.getlist(name)
    if not values:
        return None
    value = values[-1]
    if isinstance(value, UploadFile):
        return value if value.filename else None
    return _clean(value).strip() or None


def _texts(form: FormData, name: str) -> list[str]:
    return [_clean(value) for value in form.getlist(name) if isinstance(value, str)]


def _clean(text: str) -> str:
    """PostgreSQL holds no NUL; browsers send CRLF in text areas."""
    return text.replace("\x00", "").replace("\r\n", "\n")


def _bare(annotation: Any) -> Any:
    """The type behind Annotated[…] and … | None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        others = [part for part in get_args(annotation) if part is not NoneType]
        return _bare(others[0]) if len(others) == 1 else annotation
    return annotation


def _is_list(field: FieldInfo) -> bool:
    bare = _bare(field.annotation)
    return (get_origin(bare) or bare) in (list, tuple, set, frozenset)


def _group_model(field: FieldInfo) -> type[BaseModel] | None:
    bare = _bare(field.annotation)
    if not _is_list(field) or not get_args(bare):
        return None
    item = _bare(get_args(bare)[0])
    return item if isinstance(item, type) and issubclass(item, BaseModel) else None


def _allows_none(field: FieldInfo) -> bool:
    annotation = field.annotation
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation)


def typed(values: Mapping[str, object], show: Any) -> RawValues:
    """Initial values of a form, written as a person would type them."""
    return {
        name: [show(item) for item in value] if isinstance(value, (list, tuple, set, frozenset)) else show(value)
        for name, value in values.items()
    }
