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
from .workflow.menu import MENU, RECENT, RULE, Wish

ICONS = Path(__file__).parent / "resources" / "icons"
ICON = ICONS / "ecoledger.svg"


class EcoLedgerPlugin:
    """Created by QGIS through `classFactory`; `iface` is None in a qgis_process."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self.iface = iface
        # Held, or Python collects the window and the bar as garbage, and with them the Python half of our
        # docks and what the buttons of our messages do.
        self.window = iface.mainWindow() if iface else None
        self.message_bar = iface.messageBar() if iface else None
        self.translator = wording.translator()
        if self.translator:
            QCoreApplication.installTranslator(self.translator)
        self.provider: EcoLedgerProvider | None = None
        self.actions: dict[str, QAction] = {}
        self.menu: QMenu | None = None
        self.toolbar: QToolBar | None = None
        self.options: workflow.OptionsPages | None = None

    def initProcessing(self) -> None:
        """Offer algorithms and expression functions: all that a qgis_process asks for."""
        self.provider = EcoLedgerProvider(str(ICON))
        QgsApplication.processingRegistry().addProvider(self.provider)
        expressions.register()

    def initGui(self) -> None:
        """Put up menu, toolbar, the page of the options and the provider."""
        self.initProcessing()
        title = QCoreApplication.translate("EcoLedger", "EcoLedger")
        self.menu = QMenu(title, self.window)
        self.menu.setObjectName("ecoledger_menu")
        self.menu.setIcon(QIcon(str(ICON)))
        self.menu.setToolTipsVisible(True)
        self.toolbar = self.iface.addToolBar(title)
        self.toolbar.setObjectName("ecoledger_toolbar")
        for entry in MENU:
            self._add(entry)
        # Asked for each time: QPIP may bring the libraries after the start.
        show_missing = self.actions["show_missing"]
        self.menu.aboutToShow.connect(lambda: show_missing.setVisible(bool(dependencies.missing())))
        self.iface.pluginMenu().addMenu(self.menu)
        self.options = workflow.OptionsPages(QIcon(str(ICON)))
        self.iface.registerOptionsWidgetFactory(self.options)
        workflow.watch_saves(self.iface)
        workflow.offer_first_steps(self.iface)

    def _add(self, entry: Wish | str) -> None:
        if entry == RULE:
            self.menu.addSeparator()
        elif entry == RECENT:
            recent = self.menu.addMenu(QCoreApplication.translate("EcoLedger", "&Recent ledgers"))
            recent.setToolTipsVisible(True)
            recent.aboutToShow.connect(lambda: workflow.fill_recent(recent, self.iface))
        else:
            action = self._action(entry)
            self.menu.addAction(action)
            if entry.on_toolbar:
                self.toolbar.addAction(action)

    def _action(self, wish: Wish) -> QAction:
        icon = (
            QgsApplication.getThemeIcon(wish.icon) if wish.icon[:1] == "/" else QIcon(str(ICONS / wish.icon))
        )
        action = QAction(icon if wish.icon else QIcon(), wording.sentence(wish.title), self.window)
        action.setObjectName(f"ecoledger_{wish.name}")
        action.setToolTip(wording.sentence(wish.about))
        action.triggered.connect(lambda: wish.run(self.iface))
        self.iface.registerMainWindowAction(action, wish.shortcut)
        self.actions[wish.name] = action
        return action

    def unload(self) -> None:
        """Take everything down again."""
        tasks.abandon_all()
        if self.toolbar is not None:
            workflow.take_back(self.iface)
            workflow.stop_watching_saves(self.iface)
            workflow.remove_windows(self.iface)
            self.iface.unregisterOptionsWidgetFactory(self.options)
            self.window.removeToolBar(self.toolbar)
            self.toolbar.deleteLater()
            self.iface.pluginMenu().removeAction(self.menu.menuAction())
            self.menu.deleteLater()
            for action in self.actions.values():
                self.iface.unregisterMainWindowAction(action)
                action.deleteLater()
            self.actions, self.toolbar, self.menu, self.options = {}, None, None, None
        if self.provider is not None:
            expressions.unregister()
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
