"""What a wish says: in the message bar, with buttons for what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsMessageViewer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from .. import dependencies, wording
from ..core.errors import Cancelled, EcoLedgerError, PlanError
from ..dialogs.buttons import label_buttons

ITEM = "ecoledger_message"


def say(
    iface: QgisInterface,
    title: str,
    text: str,
    actions: Mapping[str, Callable[[], None]],
    level: Qgis.MessageLevel = Qgis.MessageLevel.Info,
    seconds: int = 0,
) -> None:
    """Show a message with a button for each action; a press does it and closes the message.

    It is shown until it is closed where `seconds` is 0.
    """
    bar = iface.messageBar()
    item = bar.createMessage(title, text)
    item.setObjectName(ITEM)

    def press(action: Callable[[], None]) -> None:
        bar.popWidget(item)
        action()

    for label, action in actions.items():
        button = QPushButton(label, item)
        button.clicked.connect(lambda checked=False, action=action: press(action))
        item.layout().addWidget(button)
    bar.pushWidget(item, level, seconds)


def take_back(iface: QgisInterface) -> None:
    """Close the messages whose buttons would call a plugin that is gone."""
    for item in iface.messageBar().items():
        if item.objectName() == ITEM:
            iface.messageBar().popWidget(item)


def show_text(parent: QWidget, title: str, text: str) -> None:
    """Show a longer text in a window of its own, to be read beside the map and copied from."""
    window = QgsMessageViewer(parent)  # deletes itself when it is closed
    window.setObjectName("ecoledger_text")
    window.setTitle(title)
    window.setMessageAsPlainText(text)
    label_buttons(window.findChild(QDialogButtonBox))
    window.showMessage(False)


def show_missing(iface: QgisInterface) -> None:
    """Say which libraries are missing and how to get them."""
    lacking = dependencies.missing()
    if lacking:
        show_error(iface, dependencies.missing_error(lacking))
    else:
        title = QCoreApplication.translate("EcoLedger", "EcoLedger")
        text = QCoreApplication.translate("EcoLedger", "Nothing is missing.")
        iface.messageBar().pushMessage(title, text, Qgis.MessageLevel.Success, 8)


def show_error(
    iface: QgisInterface, error: Exception, actions: Mapping[str, Callable[[], None]] | None = None
) -> None:
    """Show an error in the message bar until the user closes it; a plan's faults are a press away.

    What is no `EcoLedgerError` is a fault of the program: it is raised, and QGIS shows where it was.
    """
    if not isinstance(error, EcoLedgerError):
        raise error
    problem, *rest = (text for text in wording.error_text(error) if text)
    level, seconds = Qgis.MessageLevel.Warning, 0
    if isinstance(error, Cancelled):
        level, seconds = Qgis.MessageLevel.Info, 8
    actions = dict(actions or {})
    if isinstance(error, PlanError) and error.faults:
        label = QCoreApplication.translate("EcoLedger", "Show all {count}…").format(count=len(error.faults))
        text = wording.error_lines(error)
        actions[label] = lambda: show_text(iface.mainWindow(), problem, text)
    if actions:
        say(iface, problem, " ".join(rest), actions, level, seconds)
    else:
        iface.messageBar().pushMessage(problem, " ".join(rest), level, seconds)
