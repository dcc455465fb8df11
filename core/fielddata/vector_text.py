"""Text of vector files: read byte by byte, its encoding found out, decoded without a row lost on errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from .encoding import Candidate, candidates

BYTES = "ISO-8859-1"  # asked of GDAL: each byte becomes a character, whatever it was meant to be
_LOOKED_AT = 20_000  # values of a column


def encodings(names: np.ndarray, columns: list[np.ndarray], format: str) -> list[Candidate]:
    """Return the encodings of text read as `BYTES`, the likeliest first; databases have UTF-8."""
    texts = [text for text in _strings(columns, _LOOKED_AT) if not text.isascii()]
    found = candidates("\n".join([*map(str, names), *texts]).encode(BYTES, "replace"))
    return [each for each in found if each.encoding == "utf-8"] if format in ("gpkg", "gdb") else found


def as_in_file(columns: list[np.ndarray]) -> list[np.ndarray]:
    """Return text that GDAL took for Latin, having no better word, byte by byte as it stands in the file.

    A DXF without code page is Latin to GDAL, and what Chinese programs write into it becomes garbled UTF-8.

    Examples
    --------
    >>> garbled = "地块".encode("gbk").decode("latin-1").encode().decode("latin-1")
    >>> as_in_file([np.array([garbled], dtype=object)])[0][0].encode("latin-1").decode("gbk")
    '地块'
    """
    texts = {text for text in _strings(columns) if not text.isascii()}
    for taken in ("latin-1", "cp1252"):
        try:
            undone = {text: text.encode(BYTES).decode("utf-8").encode(taken) for text in texts}
        except UnicodeError:
            continue
        back = {text: data.decode(BYTES) for text, data in undone.items()}
        return [_replaced(column, back) if column.dtype == object else column for column in columns]
    return columns


def decoded_column(values: np.ndarray, encoding: str) -> np.ndarray:
    """Return a column decoded: each text that occurs once."""
    texts = {value for value in _strings([values]) if not value.isascii()}
    return _replaced(values, {text: decoded(text, encoding) for text in texts}) if texts else values


def decoded(text: str, encoding: str) -> str:
    """Return a text read as `BYTES` in its encoding; bytes that are none become U+FFFD."""
    return text if text.isascii() else text.encode(BYTES, "replace").decode(encoding, "replace")


def _replaced(values: np.ndarray, texts: Mapping[str, str]) -> np.ndarray:
    return np.array([texts.get(v, v) if isinstance(v, str) else v for v in values], dtype=object)


def _strings(columns: list[np.ndarray], most: int | None = None) -> Iterator[str]:
    for values in columns:
        if values.dtype == object:
            yield from (value for value in values[:most] if isinstance(value, str))
