"""Which feature of a layer is which township of the plan: by code or by name, in whatever field it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import DataError, Fault
from ..model import Township
from ..words import QT_TRANSLATE_NOOP
from .cells import code_text, plain, text_of

CODE_LENGTH = 9  # county 6, township 3; a village's 12 digits begin with its township's
# What surveys and bureaus call the field; its values decide, these only between two that do as well.
CODE_FIELDS = (
    "xzqdm",
    "xzdm",
    "xzqhdm",
    "zldwdm",
    "qsdwdm",
    "code",
    "乡镇代码",
    "行政区代码",
    "代码",
    "xiang",
)
NAME_FIELDS = (
    "xzqmc",
    "xzmc",
    "zldwmc",
    "name_zh",
    "name",
    "乡镇名称",
    "行政区名称",
    "名称",
    "乡镇",
    "xiang",
)

_SUFFIX = re.compile(r"(?<=..)(街道办事处|街道|镇|乡|林场|农场)$")

_NO_MATCH = (
    QT_TRANSLATE_NOOP("EcoLedger", "No field of {layer} holds codes or names of the plan's townships"),
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "The plan's are {planned}; the layer's fields are {fields}. Choose the plan of this district, or the "
        "layer of its townships.",
    ),
)
_UNPLANNED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The feature is no township of the plan ({value}); it was left out"),
    QT_TRANSLATE_NOOP("EcoLedger", "If it is one, correct its code or name, or add it to the plan."),
)
_UNDRAWN = (
    QT_TRANSLATE_NOOP("EcoLedger", "{name} ({code}) of the plan has no feature here"),
    QT_TRANSLATE_NOOP("EcoLedger", "Draw it in the ledger: until then what lies in it counts as outside."),
)


@dataclass(frozen=True)
class Match:
    """The township code of each feature, None for no township of the plan, and the field that told it."""

    codes: tuple[str | None, ...]
    field: str
    faults: tuple[Fault, ...]


def match_townships(
    fields: Mapping[str, Sequence[Any]],
    townships: Sequence[Township],
    *,
    code_field: str = "",
    name_field: str = "",
    layer: str = "",
    fids: Sequence[int] = (),
    district: str = "",
) -> Match:
    """Find the township of each feature; the field is the one that finds the most of them.

    Parameters
    ----------
    fields : mapping of str to sequence
        Values of each field of the layer, feature by feature.
    townships : sequence of Township
        Of the plan.
    code_field, name_field : str
        Look only in these; empty means any.
    layer, fids
        The layer's name and the features' ids, for the faults.
    district : str
        The district's name: what stands before it and the name itself may stand before a township's.

    Raises
    ------
    DataError
        No field finds any township.

    Examples
    --------
    >>> towns = [Township("420304111", "茶店镇"), Township("420304200", "大柳乡")]
    >>> match_townships({"OBJECTID": [1, 2], "XZQDM": ["420304111000", "420304112000"]}, towns).codes
    ('420304111', None)
    >>> match_townships({"MC": ["大柳", "茶店镇 "]}, towns).codes
    ('420304200', '420304111')
    >>> match_townships({"MC": ["湖北省郧阳区大柳乡", "竹山县茶店镇"]}, towns, district="郧阳区").codes
    ('420304200', None)
    """
    ways = [
        *_ways(fields, [code_field] if code_field or name_field else [], CODE_FIELDS, _by_code(townships)),
        *_ways(
            fields,
            [name_field] if code_field or name_field else [],
            NAME_FIELDS,
            _by_name(townships, district),
        ),
    ]
    found = [(name, [find(value) for value in fields[name]]) for name, find in ways]
    field, codes = max(found, key=lambda way: len({*way[1]} - {None}), default=("", []))
    if not any(codes):
        planned = ", ".join(f"{t.code} {t.name_zh}" for t in townships[:3])
        raise DataError(*_NO_MATCH, layer=layer, planned=f"{planned} …", fields=", ".join(fields))
    fids = fids or range(len(codes))
    faults = [
        Fault(
            "townships.unplanned", *_UNPLANNED, {"value": text_of(value)}, layer, fid=fid, severity="warning"
        )
        for value, code, fid in zip(fields[field], codes, fids, strict=True)
        if code is None
    ] + [
        Fault("townships.undrawn", *_UNDRAWN, {"name": t.name_zh, "code": t.code}, layer, severity="warning")
        for t in townships
        if t.code not in codes
    ]
    return Match(tuple(codes), field, tuple(faults))


_Find = Callable[[Any], "str | None"]


def _ways(
    fields: Iterable[str], given: Sequence[str], usual: Sequence[str], find: _Find
) -> list[tuple[str, _Find]]:
    """Return the fields to look in, those with a usual name first, each with how to read it."""
    place = {name: i for i, name in enumerate(usual)}
    names = (
        [name for name in given if name]
        if given
        else sorted(fields, key=lambda name: place.get(name.casefold(), len(usual)))
    )
    return [(name, find) for name in names]


def _by_code(townships: Sequence[Township]) -> _Find:
    known = {t.code for t in townships}

    def find(value: Any) -> str | None:
        digits = code_text(text_of(value))[:CODE_LENGTH]
        return digits if digits in known else None

    return find


def _by_name(townships: Sequence[Township], district: str) -> _Find:
    known: dict[str, str | None] = {}
    for name, code in [(_stem(t.name_zh), t.code) for t in townships]:
        known[name] = None if name in known else code  # two townships of one stem: the full name must do
    known.update({_folded(name): t.code for t in townships for name in (t.name_en, t.name_zh) if name})

    def find(value: Any) -> str | None:
        name = _folded(text_of(value))
        name = name.rpartition(district)[2] or name if district else name
        return known.get(name) or known.get(_stem(name)) if name else None

    return find


def _folded(name: str) -> str:
    return "".join(plain(name).casefold().split())


def _stem(name: str) -> str:
    return _SUFFIX.sub("", _folded(name))
