"""EcoLedger 生态台账: keeps the books of a district's ecological restoration plan.

QGIS calls `classFactory`. Nothing else happens at import, and this file parses on Python 3.9, so that
an old QGIS gets one sentence and no traceback.
"""

import sys


def classFactory(iface):
    """Return the plugin QGIS starts."""
    if sys.version_info < (3, 10):  # noqa: UP036 - an old QGIS gets here
        return _TooOld(iface)
    from .plugin import EcoLedgerPlugin

    return EcoLedgerPlugin(iface)


class _TooOld:
    """Stand in for the plugin on a Python the program cannot run on."""

    # In both languages at once: the translations are loaded by code that needs the newer Python.
    MESSAGE = (
        "EcoLedger needs Python 3.10 or newer; this QGIS brings Python {}.{}. Install QGIS 3.34 or newer.\n"
        "生态台账需要 Python 3.10 或更高版本，当前 QGIS 自带 Python {}.{}。请安装 QGIS 3.34 或更高版本。"
    )

    def __init__(self, iface):
        self.iface = iface
        self.text = self.MESSAGE.format(*(sys.version_info[:2] * 2))

    def initGui(self):
        from qgis.core import Qgis

        self.iface.messageBar().pushMessage("EcoLedger 生态台账", self.text, Qgis.MessageLevel.Warning, 0)

    def initProcessing(self):
        from qgis.core import QgsMessageLog

        QgsMessageLog.logMessage(self.text, "EcoLedger")

    def unload(self):
        pass
