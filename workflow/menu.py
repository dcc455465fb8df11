"""The entries of the menu and the tool bar, as a table: a new wish is a new row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.gui import QgisInterface

from ..core.words import QT_TRANSLATE_NOOP
from .change_status import change_status
from .compare_areas import compare_selected
from .digitize import draw_interventions
from .fielddata import import_field_data
from .first_steps import show_first_steps
from .layers import add_layers
from .manual import show_manual
from .messages import show_missing
from .new_ledger import new_ledger
from .place import check_place
from .plan import edit_plan
from .preferences import show_settings
from .progress import show_progress
from .rules import show_findings


@dataclass(frozen=True)
class Wish:
    """An entry of the menu: its action is called ``ecoledger_`` and `name`.

    Parameters
    ----------
    title, about : str
        Marked for translation: the entry, and its tooltip.
    icon : str
        A file of resources/icons; with a slash in front one of QGIS' own.
    shortcut : str
        The first one; the user's own is kept by QGIS.
    """

    name: str
    title: str
    about: str
    run: Callable[[QgisInterface], None]
    icon: str = ""
    shortcut: str = ""
    on_toolbar: bool = False


RULE, RECENT = "rule", "recent"  # a line between entries; the menu of recent ledgers
MENU = (
    Wish(
        "new_ledger",
        QT_TRANSLATE_NOOP("EcoLedger", "&New ledger…"),
        QT_TRANSLATE_NOOP("EcoLedger", "Make a ledger from a plan and a layer of townships"),
        new_ledger,
        "createledger.svg",
        on_toolbar=True,
    ),
    Wish(
        "add_layers",
        QT_TRANSLATE_NOOP("EcoLedger", "&Add ledger layers…"),
        QT_TRANSLATE_NOOP("EcoLedger", "Open a ledger: put its layers into the project"),
        add_layers,
        "ecoledger.svg",
        "Ctrl+Alt+L",
        on_toolbar=True,
    ),
    RECENT,
    RULE,
    Wish(
        "import_field_data",
        QT_TRANSLATE_NOOP("EcoLedger", "&Import field data…"),
        QT_TRANSLATE_NOOP("EcoLedger", "Tracks, parcels and points of phones, handhelds and surveyors"),
        import_field_data,
        "importfielddata.svg",
        "Ctrl+Alt+I",
        on_toolbar=True,
    ),
    Wish(
        "progress",
        QT_TRANSLATE_NOOP("EcoLedger", "&Progress of the plan"),
        QT_TRANSLATE_NOOP("EcoLedger", "Where each target and township stands, and what was not counted"),
        show_progress,
        "ledgerprogress.svg",
        "Ctrl+Alt+P",
        on_toolbar=True,
    ),
    Wish(
        "findings",
        QT_TRANSLATE_NOOP("EcoLedger", "Findin&gs"),
        QT_TRANSLATE_NOOP("EcoLedger", "What stands where a rule does not want it, and faults of the data"),
        show_findings,
        "checkrules.svg",
        "Ctrl+Alt+F",
        on_toolbar=True,
    ),
    Wish(
        "check_place",
        QT_TRANSLATE_NOOP("EcoLedger", "Chec&k this place"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Click or draw anywhere: which rules apply there, and may it be built?"
        ),
        check_place,
        "checkplace.svg",
        "Ctrl+Alt+K",
        on_toolbar=True,
    ),
    Wish(
        "draw_interventions",
        QT_TRANSLATE_NOOP("EcoLedger", "&Draw interventions"),
        QT_TRANSLATE_NOOP("EcoLedger", "Draw parcels, lines and sites, and see what they do to the totals"),
        draw_interventions,
        "/mActionCapturePolygon.svg",
        "Ctrl+Alt+D",
        on_toolbar=True,
    ),
    Wish(
        "change_status",
        QT_TRANSLATE_NOOP("EcoLedger", "&Change the status…"),
        QT_TRANSLATE_NOOP("EcoLedger", "Move the selected interventions along the workflow, with one undo"),
        change_status,
        "/mActionMultiEdit.svg",
    ),
    Wish(
        "compare_areas",
        QT_TRANSLATE_NOOP("EcoLedger", "Areas side &by side"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Reported, official and planar area of the selected parcels, and why they differ"
        ),
        compare_selected,
        "officialarea.svg",
    ),
    Wish(
        "edit_plan",
        QT_TRANSLATE_NOOP("EcoLedger", "P&lan and quotas…"),
        QT_TRANSLATE_NOOP("EcoLedger", "Share targets out to townships and years; add targets and projects"),
        edit_plan,
        "/mActionOpenTable.svg",
        "Ctrl+Alt+Q",
        on_toolbar=True,
    ),
    Wish(
        "first_steps",
        QT_TRANSLATE_NOOP("EcoLedger", "&First steps"),
        QT_TRANSLATE_NOOP("EcoLedger", "Learn the program on a sample ledger"),
        show_first_steps,
        "createsample.svg",
    ),
    Wish(
        "manual",
        QT_TRANSLATE_NOOP("EcoLedger", "&Manual"),
        QT_TRANSLATE_NOOP("EcoLedger", "Read the manual, without a network"),
        lambda iface: show_manual(iface.mainWindow()),
        "/mActionHelpContents.svg",
        "Ctrl+Alt+H",
        on_toolbar=True,
    ),
    Wish(
        "settings",
        QT_TRANSLATE_NOOP("EcoLedger", "&Settings…"),
        QT_TRANSLATE_NOOP("EcoLedger", "What the program remembers, in QGIS' options"),
        show_settings,
        "/mActionOptions.svg",
    ),
    Wish(
        "show_missing",
        QT_TRANSLATE_NOOP("EcoLedger", "&What is missing…"),
        QT_TRANSLATE_NOOP("EcoLedger", "Which libraries the program needs, and how to get them"),
        show_missing,
    ),
)
