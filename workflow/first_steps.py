"""The first steps on the sample ledger: offered at the start of QGIS until a ledger was opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QStandardPaths
from qgis.PyQt.QtWidgets import QFileDialog

from .. import settings, tasks, wording
from ..core.errors import LedgerFileError
from ..core.words import QT_TRANSLATE_NOOP
from .digitize import draw_interventions
from .docks import show_dock
from .layers import add_layers
from .manual import show_manual
from .messages import say, show_error
from .new_ledger import new_ledger
from .progress import show_progress

if TYPE_CHECKING:
    from ..dialogs.first_steps import FirstStepsDock


_OPEN = (
    QT_TRANSLATE_NOOP("EcoLedger", "{file} is open in this project"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another name, or remove its layers first."),
)


def offer_first_steps(iface: QgisInterface) -> None:
    """Offer them in the message bar; not where a ledger was opened before, or no offer is wanted."""
    if not settings.load().offer_first_steps:
        return
    title = QCoreApplication.translate("EcoLedger", "EcoLedger")
    text = QCoreApplication.translate("EcoLedger", "Learn the program on a sample ledger in a few minutes.")
    actions = {
        QCoreApplication.translate("EcoLedger", "First steps…"): lambda: show_first_steps(iface),
        QCoreApplication.translate("EcoLedger", "Not again"): lambda: _offer_again(False),
    }
    say(iface, title, text, actions)


def show_first_steps(iface: QgisInterface) -> None:
    """Show the steps beside the map."""
    from ..dialogs.first_steps import FirstStepsDock

    show_dock(iface, FirstStepsDock, lambda: _dock(iface))


def make_sample(iface: QgisInterface, dock: FirstStepsDock) -> None:
    """Ask for a file, make the sample ledger in the background and open it."""
    from ..layers.project import find_layer

    path, _ = QFileDialog.getSaveFileName(
        iface.mainWindow(),
        QCoreApplication.translate("EcoLedger", "Keep the sample ledger in"),
        str(Path(_documents()) / QCoreApplication.translate("EcoLedger", "EcoLedger sample.gpkg")),
        QCoreApplication.translate("EcoLedger", "Ledger (*.gpkg)"),
    )
    if not path:
        return
    if not path.lower().endswith(".gpkg"):
        path += ".gpkg"
    if find_layer(path, "townships") is not None:
        show_error(iface, LedgerFileError(*_OPEN, file=Path(path).name))
        return

    def then(made: None) -> None:
        dock.set_busy("sample", "")
        dock.mark_done("sample")
        add_layers(iface, path)
        dock.show_offer(settings.load().offer_first_steps)

    def otherwise(error: Exception) -> None:
        dock.set_busy("sample", "")
        show_error(iface, error)

    title = QCoreApplication.translate("EcoLedger", "Making the sample ledger")
    dock.set_busy("sample", title)
    tasks.start(title, partial(_sample, Path(path)), then, otherwise, project=QgsProject.instance())


def draw(iface: QgisInterface, dock: FirstStepsDock) -> None:
    """Show the dock from which parcels of the open ledger are drawn."""
    if _ledger_is_open(iface):
        draw_interventions(iface)
        dock.mark_done("draw")


def see_progress(iface: QgisInterface, dock: FirstStepsDock) -> None:
    """Close the open ledger and show where each target stands."""
    if _ledger_is_open(iface):
        show_progress(iface)
        dock.mark_done("progress")


def read_on(iface: QgisInterface, dock: FirstStepsDock) -> None:
    """Show the page that tells what counts and what does not."""
    show_manual(iface.mainWindow(), "area")
    dock.mark_done("area")


def begin(iface: QgisInterface, dock: FirstStepsDock) -> None:
    """Go on with a ledger of one's own."""
    new_ledger(iface)


# Key of a step → what its button does; its title, why it is worth doing, its button.
STEPS = {
    "sample": (
        make_sample,
        QT_TRANSLATE_NOOP("EcoLedger", "Make the sample ledger"),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "20 townships, both banks of the Han, red lines and three years of works, with fifteen planted "
            "faults. It is opened when it is made.",
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "&Make and open…"),
    ),
    "progress": (
        see_progress,
        QT_TRANSLATE_NOOP("EcoLedger", "See how far each target is"),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Closing the ledger gives each target's progress by township and year, and each piece of "
            "ground that was not counted with its reason.",
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Close the &ledger…"),
    ),
    "draw": (
        draw,
        QT_TRANSLATE_NOOP("EcoLedger", "Draw a parcel"),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Choose the target and press Draw; click the corners in the map, end with the right button. Draw "
            "over another parcel and watch the totals beside the cursor: the overlap is counted once.",
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Open the &drawing panel"),
    ),
    "area": (
        read_on,
        QT_TRANSLATE_NOOP("EcoLedger", "Read what counts"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Gross, less each deduction, is what counts: why each square metre is where it is."
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Open the &page"),
    ),
    "own": (
        begin,
        QT_TRANSLATE_NOOP("EcoLedger", "Begin your own"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "It takes the plan, which is shipped for Yunyang, and a layer of your townships."
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "&New ledger…"),
    ),
}


def _dock(iface: QgisInterface) -> FirstStepsDock:
    from ..dialogs.first_steps import FirstStepsDock, Step

    steps = [Step(key, *map(wording.sentence, words)) for key, (_, *words) in STEPS.items()]
    dock = FirstStepsDock(steps, settings.load().offer_first_steps, iface.mainWindow())
    dock.wanted.connect(lambda key: STEPS[key][0](iface, dock))
    dock.offered_changed.connect(_offer_again)
    dock.help_wanted.connect(lambda: show_manual(iface.mainWindow(), "first_steps"))
    return dock


def _sample(path: Path, step: Callable[[float], None]) -> None:
    from ..layers.newledger import create_sample

    create_sample(path, step, overwrite=True)  # the file dialog has asked


def _documents() -> str:
    """Return the folder of documents, or the home folder where there is none yet."""
    place = QStandardPaths.StandardLocation
    documents = QStandardPaths.writableLocation(place.DocumentsLocation)
    return documents if Path(documents).is_dir() else QStandardPaths.writableLocation(place.HomeLocation)


def _offer_again(offered: bool) -> None:
    settings.save(replace(settings.load(), offer_first_steps=offered))


def _ledger_is_open(iface: QgisInterface) -> bool:
    """Say whether the project holds a ledger; tell the user where it does not."""
    from ..layers.project import ledgers

    if ledgers():
        return True
    title = QCoreApplication.translate("EcoLedger", "No ledger is open")
    text = QCoreApplication.translate("EcoLedger", "Make the sample ledger first: the first step.")
    iface.messageBar().pushMessage(title, text, Qgis.MessageLevel.Info, 8)
    return False
