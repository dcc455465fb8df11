"""A control that is off says why in its tooltip; on again it says what it does."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget

_ABOUT = "about"  # where the tooltip waits while a reason stands in its place


def allow(control: QWidget, reason: str) -> None:
    """Switch a control on where `reason` is empty; otherwise off, with the reason as its tooltip."""
    if control.property(_ABOUT) is None:
        control.setProperty(_ABOUT, control.toolTip())
    control.setEnabled(not reason)
    control.setToolTip(reason or control.property(_ABOUT))
