"""What a ledger holds at one moment, for field data to be put beside it in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from ..core.intake import Known
    from ..layers.snapshot import Snapshot

_NO_TOWNSHIPS = (
    QT_TRANSLATE_NOOP("EcoLedger", "The ledger's layer of townships is not in the project"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add the ledger's layers again."),
)


@dataclass(frozen=True, eq=False)
class Ground:
    """What a ledger's layers hold at one moment, unsaved edits included."""

    layers: Mapping[str, Snapshot]

    def known(self, step: Callable[[float], None]) -> Known:
        """Read them."""
        import pandas as pd

        from ..core.intake import Known
        from ..layers.convert import to_frame, to_table
        from ..layers.reading import INTERVENTIONS

        if "townships" not in self.layers:
            raise DataError(*_NO_TOWNSHIPS)
        towns, _ = to_frame(self.layers["townships"], {"code": "code"}, step)
        fields = {"name": "name", "source_sha256": "source_sha256"}
        works = [to_frame(self.layers[n], fields, step)[0] for n in INTERVENTIONS if n in self.layers]
        whole = pd.concat([towns.iloc[:0].assign(name=None, source_sha256=None), *works], ignore_index=True)
        tracks = self.layers.get("tracks")
        marks = to_table(tracks, {"source_sha256": "source_sha256"})[0] if tracks else None
        return Known(towns, whole, marks)
