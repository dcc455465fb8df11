"""The switchboard: what QGIS shows of the plugin. `unload` takes down what `initGui` put up, in reverse."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar

from . import dependencies, expressions, tasks, wording, workflow
from .algorithms.provider import EcoLedgerProvider

ICON = Path(__file__).parent / "resources" / "icons" / "ecoledger.svg"


class EcoLedgerPlugin:
    """Created by QGIS through `classFactory`; `iface` is None in a qgis_process."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self.iface = iface
        self.translator = wording.translator()
        if self.translator:
            QCoreApplication.installTranslator(self.translator)
        self.provider: EcoLedgerProvider | None = None
        self.menu: QMenu | None = None
        self.toolbar: QToolBar | None = None

    def initProcessing(self) -> None:
        """Offer algorithms and expression functions: all that a qgis_process asks for."""
        self.provider = EcoLedgerProvider(str(ICON))
        QgsApplication.processingRegistry().addProvider(self.provider)
        expressions.register()

    def initGui(self) -> None:
        """Put up the menu, the toolbar and the provider."""
        self.initProcessing()
        title = QCoreApplication.translate("EcoLedger", "EcoLedger")
        window = self.iface.mainWindow()

        add_layers = QAction(
            QIcon(str(ICON)), QCoreApplication.translate("EcoLedger", "Add ledger layers…"), window
        )
        add_layers.setObjectName("ecoledger_add_layers")
        add_layers.triggered.connect(lambda: workflow.add_layers(self.iface))
        show_missing = QAction(QCoreApplication.translate("EcoLedger", "What is missing…"), window)
        show_missing.setObjectName("ecoledger_show_missing")
        show_missing.triggered.connect(lambda: workflow.show_missing(self.iface))
        self.actions = [add_layers, show_missing]

        self.menu = QMenu(title, window)
        self.menu.setObjectName("ecoledger_menu")
        self.menu.setIcon(QIcon(str(ICON)))
        self.menu.addActions(self.actions)
        # Asked for each time: QPIP may bring the libraries after the start.
        self.menu.aboutToShow.connect(lambda: show_missing.setVisible(bool(dependencies.missing())))
        self.iface.pluginMenu().addMenu(self.menu)

        self.toolbar = self.iface.addToolBar(title)
        self.toolbar.setObjectName("ecoledger_toolbar")
        self.toolbar.addAction(add_layers)

    def unload(self) -> None:
        """Take everything down again."""
        tasks.abandon_all()
        if self.toolbar is not None:
            self.iface.mainWindow().removeToolBar(self.toolbar)
            self.toolbar.deleteLater()
            self.iface.pluginMenu().removeAction(self.menu.menuAction())
            self.menu.deleteLater()
            for action in self.actions:
                action.deleteLater()
            self.toolbar = self.menu = None
        if self.provider is not None:
            expressions.unregister()
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
