"""What the plugin remembers between two starts of QGIS: the dataclass is the list."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from qgis.core import QgsSettings

GROUP = "ecoledger"


@dataclass(frozen=True)
class Settings:
    """The remembered values and their defaults."""

    last_ledger: str = ""


def load() -> Settings:
    """Read the settings of this profile; a value of another type counts as not there."""
    store = QgsSettings()
    values = {}
    for field in fields(Settings):
        value = store.value(f"{GROUP}/{field.name}")
        if isinstance(value, type(field.default)):
            values[field.name] = value
    return Settings(**values)


def save(settings: Settings) -> None:
    """Write the settings into this profile."""
    store = QgsSettings()
    for name, value in asdict(settings).items():
        store.setValue(f"{GROUP}/{name}", value)
