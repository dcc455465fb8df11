"""The plugin's page in QGIS' options."""

from __future__ import annotations

from qgis.gui import QgisInterface, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget

from .. import settings
from .manual import show_manual


class OptionsPages(QgsOptionsWidgetFactory):
    """Makes the page each time QGIS' options are opened."""

    def __init__(self, icon: QIcon) -> None:
        super().__init__(QCoreApplication.translate("EcoLedger", "EcoLedger"), icon)

    def createWidget(self, parent: QWidget | None = None) -> QgsOptionsPageWidget:  # noqa: N802 - Qt's name
        from ..dialogs.settings_page import SettingsPage

        page = SettingsPage(settings.load(), settings.save, parent)
        page.help_wanted.connect(lambda: show_manual(page, "settings"))
        return page


def show_settings(iface: QgisInterface) -> None:
    """Open QGIS' options at the plugin's page."""
    iface.showOptionsDialog(iface.mainWindow(), "ecoledger_settings_page")
