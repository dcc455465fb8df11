"""QGIS data: the ledger file, its tables and styles, and the translators between features and frames."""
