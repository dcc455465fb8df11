"""Mark the program's English sentences for translation, without knowing Qt.

core speaks in templates with named fields ("Unknown unit {unit}"). The templates are marked with
`QT_TRANSLATE_NOOP`, the name Qt's extractor looks for, so that ``wording.py`` at the top can hand
the same sentence out in the user's language.
"""

from __future__ import annotations

CONTEXT = "EcoLedger"


class Marked(str):
    """A sentence or word with a translation; as the value of another's field it is translated too."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> Marked:  # noqa: N802 - the extractor's own name
    """Return `text` as it is; the call marks it for the translators.

    Examples
    --------
    >>> QT_TRANSLATE_NOOP("EcoLedger", "Overlap")
    'Overlap'
    """
    return Marked(text)
