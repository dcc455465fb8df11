"""The buttons at the end of a window, in the user's language.

Qt finds no translation of its own for QGIS' locale ``zh-Hans``: its OK, Cancel and Help stay English.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QDialogButtonBox


def label_buttons(box: QDialogButtonBox) -> None:
    """Name the standard buttons of a box; F1 presses Help."""
    standard = QDialogButtonBox.StandardButton
    for key, text in (
        (standard.Ok, QCoreApplication.translate("EcoLedger", "OK")),
        (standard.Save, QCoreApplication.translate("EcoLedger", "Save")),
        (standard.Cancel, QCoreApplication.translate("EcoLedger", "Cancel")),
        (standard.Close, QCoreApplication.translate("EcoLedger", "Close")),
        (standard.Help, QCoreApplication.translate("EcoLedger", "Help")),
    ):
        if button := box.button(key):
            button.setText(text)
    if help_button := box.button(standard.Help):
        help_button.setShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents))
