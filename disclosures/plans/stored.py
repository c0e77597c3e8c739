"""A reading as JSON and back, without loss: what the desk keeps between reading a document and saving a plan.

The shape is that of :class:`PlanReading`; figures are strings, so that 0.10 stays 0.10. It is not the public
contract of ``import_plan --json`` (that is ``reading.as_json``) and may change with the reader.
"""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from disclosures.plans.reading.model import PlanReading


class StaleReading(ValueError):
    """What is stored does not fit the reader's present shape: the document must be read again."""


def pack(reading: PlanReading) -> dict[str, Any]:
    """The reading as JSON; the list of what was placed is left out, since the rows say it."""
    packed: dict[str, Any] = _pack(replace(reading, placed=()))
    return packed


def unpack(data: Any) -> PlanReading:
    """The reading that :func:`pack` wrote; raises StaleReading when the shapes differ."""
    try:
        reading = _unpack(PlanReading, data)
    except (TypeError, KeyError, AttributeError, ValueError, InvalidOperation) as error:
        raise StaleReading(str(error)) from error
    if not isinstance(reading, PlanReading):
        raise StaleReading("not a reading")
    return reading


def storable(text: str) -> str:
    """The text without what a database cannot keep: NUL and halves of surrogate pairs, which damaged fonts yield."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _pack(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_pack(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _pack(getattr(value, field.name)) for field in fields(value)}
    return value


def _unpack(kind: Any, value: Any) -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return None if value is None else _unpack(next(k for k in inside if k is not type(None)), value)
    if origin is tuple:
        if inside[-1] is Ellipsis:
            return tuple(_unpack(inside[0], item) for item in _checked(value, list))
        return tuple(_unpack(part, item) for part, item in zip(inside, _checked(value, list), strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        if set(_checked(value, dict)) != set(hints):
            raise ValueError(f"{kind.__name__} has other fields")
        return kind(**{name: _unpack(hints[name], value[name]) for name in hints})
    if kind is Decimal:
        return Decimal(_checked(value, str))
    return _checked(value, kind)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _checked(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"{kind.__name__} expected")
    return value
