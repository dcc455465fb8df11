"""QGIS' window for tests that drive the plugin's own: real widgets, nothing of QGIS' program behind them."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QMainWindow, QMenu, QPushButton


class Desktop:
    """As much of QGIS' window as the wishes ask for, of real widgets."""

    def __init__(self):
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4525"))
        self.bar, self.plugins = QgsMessageBar(self.window), QMenu(self.window)
        self.bridge = QgsLayerTreeMapCanvasBridge(
            QgsProject.instance().layerTreeRoot(), self.canvas, self.canvas
        )
        self.shortcuts, self.pages, self.active = {}, [], None

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def pluginMenu(self):
        return self.plugins

    def layerTreeCanvasBridge(self):
        return self.bridge

    def addToolBar(self, title):
        return self.window.addToolBar(title)

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def registerMainWindowAction(self, action, keys):
        self.shortcuts[action.objectName()] = keys

    def unregisterMainWindowAction(self, action):
        del self.shortcuts[action.objectName()]

    def registerOptionsWidgetFactory(self, factory):
        self.pages.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.pages.remove(factory)

    def setActiveLayer(self, chosen):
        self.active = chosen

    # What a user sees and presses

    def said(self):
        """The messages that are shown: title, text, level."""
        return [(item.title(), item.text(), item.level()) for item in self.bar.items()]

    def buttons(self):
        """What can be pressed in the messages."""
        return [button for item in self.bar.items() for button in item.findChildren(QPushButton)]

    def press(self, label):
        (button,) = [button for button in self.buttons() if button.text() == label]
        button.click()


def settle():
    """Let Qt do what it has put off, deletions too."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
