"""What the plugin remembers between two starts of QGIS: the dataclass is the list."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import Any

from qgis.core import QgsSettings

GROUP = "ecoledger"


@dataclass(frozen=True)
class Settings:
    """The remembered values and their defaults.

    Parameters
    ----------
    recent_ledgers : tuple of str
        Paths of the ledgers opened last, the latest first.
    recent_most : int
        How many of them are kept.
    zoom_to_ledger : bool
        Whether the map shows the district when a ledger is opened.
    offer_first_steps : bool
        Whether the first steps are offered when QGIS starts.
    sketch_target, sketch_measure : str
        What was drawn last; empty before the first time.
    sketch_status, sketch_year : int
        The status and the year it was drawn with; year 0: the present one.
    import_columns : str
        Where columns of foreign layers went, by their names' key, as JSON.
    """

    recent_ledgers: tuple[str, ...] = ()
    recent_most: int = 8
    zoom_to_ledger: bool = True
    offer_first_steps: bool = True
    sketch_target: str = ""
    sketch_measure: str = ""
    sketch_status: int = 10
    sketch_year: int = 0
    import_columns: str = "{}"

    @property
    def last_ledger(self) -> str:
        """The ledger opened last; empty where there is none."""
        return self.recent_ledgers[0] if self.recent_ledgers else ""

    def opened(self, path: str) -> Settings:
        """Return the settings after a ledger was opened: who has one needs no first steps."""
        others = [other for other in self.recent_ledgers if other != path]
        kept = (path, *others)[: max(self.recent_most, 1)]
        return replace(self, recent_ledgers=kept, offer_first_steps=False)

    def without(self, path: str) -> Settings:
        """Return the settings with a ledger forgotten."""
        return replace(self, recent_ledgers=tuple(p for p in self.recent_ledgers if p != path))


def load() -> Settings:
    """Read the settings of this profile; a value of another type counts as not there."""
    store = QgsSettings()
    found = {
        field.name: _read(store.value(f"{GROUP}/{field.name}"), field.default) for field in fields(Settings)
    }
    return Settings(**found)


def save(settings: Settings) -> None:
    """Write the settings into this profile."""
    store = QgsSettings()
    for field in fields(Settings):
        # As JSON: an INI file gives back neither a number nor a list of one as what it was.
        store.setValue(f"{GROUP}/{field.name}", json.dumps(getattr(settings, field.name), ensure_ascii=False))


def _read(text: Any, default: Any) -> Any:
    try:
        value = json.loads(text)
    except (TypeError, ValueError):
        return default
    if isinstance(default, tuple):
        ours = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if ours else default
    return value if type(value) is type(default) else default
