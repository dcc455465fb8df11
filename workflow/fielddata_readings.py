"""How a file can be read, in the user's words: its coordinates, its text, its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..dialogs.import_views import ColumnView, EncodingView, GuessView

if TYPE_CHECKING:
    from ..core.fielddata.doctor import Guess
    from .fielddata_read import Judged


def is_sure(judged: Judged) -> bool:
    """Say whether the reading of the coordinates is beyond doubt, or the user's choice."""
    return judged.taken.guess is not None and (
        judged.taken.diagnosis.decided is not None or judged.options.guess is not None
    )


def reading_of(judged: Judged) -> str:
    """Return the id of the reading that was chosen or is beyond doubt; empty where there is none."""
    if judged.options.guess is not None:
        return judged.options.guess.id
    return judged.taken.guess.id if is_sure(judged) else ""


def guesses_of(judged: Judged) -> list[GuessView]:
    """Return the readings of the coordinates, the likeliest first."""
    return [_guess(guess, rank, guess == judged.options.guess) for guess, rank in judged.ranked()]


def _guess(guess: Guess, rank: int, chosen: bool) -> GuessView:
    lines = (
        QCoreApplication.translate("EcoLedger", "solid, red"),
        QCoreApplication.translate("EcoLedger", "dashed, blue"),
        QCoreApplication.translate("EcoLedger", "dotted, violet"),
        QCoreApplication.translate("EcoLedger", "dash-dot, green"),
    )
    reasons = [wording.sentence(reason.text, **reason.fields) for reason in guess.reasons]
    if chosen and not reasons:
        reasons = [QCoreApplication.translate("EcoLedger", "You said so")]
    line = lines[rank] if rank < len(lines) else "–"
    percent = round(100 * guess.score) if guess.reasons else None
    return GuessView(guess.id, guess_name(guess), percent, reasons, line, not guess.ready)


def guess_name(guess: Guess) -> str:
    """Return a reading by the names of its system, of the shift and of the order, and by its code."""
    from pyproj import CRS

    crs = CRS.from_user_input(guess.crs)
    words = [guess.datum if guess.shift else crs.name]
    if guess.swapped:
        words.append(QCoreApplication.translate("EcoLedger", "northing or latitude first"))
    if guess.dms:
        words.append(QCoreApplication.translate("EcoLedger", "degrees, minutes and seconds in one number"))
    code = f" ({guess.crs})" if guess.crs.startswith("EPSG:") and not guess.shift else ""
    return ", ".join(words) + code


def encodings_of(judged: Judged) -> list[EncodingView]:
    """Return the encodings the text may be in, the likeliest first, and the one in use."""
    views = [
        EncodingView(
            each.encoding,
            _encoding_name(each.encoding),
            round(100 * each.score),
            each.sample,
            wording.sentence(each.reason, **each.fields),
        )
        for each in judged.encodings
    ]
    return views if len(views) > 1 else []


def no_encodings(judged: Judged) -> str:
    """Say why there is no encoding to choose; empty where there is."""
    if not judged.encodings:
        return QCoreApplication.translate("EcoLedger", "The format says itself how its text is written")
    if len(judged.encodings) == 1:
        only = judged.encodings[0]
        return wording.sentence(only.reason, **only.fields)
    return ""


def _encoding_name(encoding: str) -> str:
    names = {"utf-8": "UTF-8", "gb18030": "GB 18030 (GBK)", "big5": "Big5", "cp1252": "Windows-1252"}
    return names.get(encoding, encoding.upper())


def columns_of(judged: Judged) -> list[ColumnView]:
    """Return where the columns of a foreign layer go; nothing for other files."""
    from ..core.fielddata.mapping import foreign_fields

    if judged.mapping is None:
        return []
    areas = {ours.field for ours in foreign_fields() if ours.kind == "area"}
    frame = judged.taken.subject.frame
    return [
        ColumnView(c.foreign, _example(frame, c.foreign), c.field, c.unit if c.field in areas else None)
        for c in judged.mapping.columns
    ]


def _example(frame: Any, column: str) -> str:
    values = frame[column].dropna() if column in frame else ()
    return "" if not len(values) else str(values.iloc[0])[:60]
