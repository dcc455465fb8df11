"""Faults of a table's file and of its columns: what is wrong before a single value is read."""

from __future__ import annotations

from ..words import QT_TRANSLATE_NOOP

ERROR, WARNING = "error", "warning"

FILE_FAULTS: dict[str, tuple[str, str, str]] = {
    # the file
    "plan.missing_folder": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "There is no folder {path}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose the folder that holds plan.csv and targets.csv."),
    ),
    "plan.missing_file": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The plan folder has no {file}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Add the file; the shipped plan shows its columns."),
    ),
    "plan.no_heading": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The plan folder has no {file}: the plan is called “{name}”, its CRS is {crs}"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Add the file to say otherwise; the shipped plan shows its entries."),
    ),
    "plan.two_files": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The plan folder has both {first} and {second}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Keep the one that is valid; the other would be left unread."),
    ),
    "plan.unreadable_file": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file cannot be opened: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Close it in other programs and check that you may read it."),
    ),
    "plan.too_large": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is larger than {limit} MB, too large for a table of a plan"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check that it is the right file and holds no pictures or maps."),
    ),
    "plan.workbook": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is an Excel workbook that was only renamed to .csv"),
        QT_TRANSLATE_NOOP("EcoLedger", "Open it in Excel and save it as “CSV UTF-8 (comma delimited)”."),
    ),
    "plan.encoding": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The text is not UTF-8; it looks like {encoding}"),
        QT_TRANSLATE_NOOP("EcoLedger", "In Excel choose Save As, “CSV UTF-8 (comma delimited)”."),
    ),
    "plan.nul_bytes": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file holds NUL bytes: it is damaged or no text"),
        QT_TRANSLATE_NOOP("EcoLedger", "Save the table anew as “CSV UTF-8 (comma delimited)”."),
    ),
    "plan.garbled": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} holds characters that an earlier save has lost: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Type the text again, or take it from the original file."),
    ),
    "plan.bad_quotes": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The quotation marks of this row do not close: {reason}"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Write a quotation mark inside a cell twice and close every opened one."
        ),
    ),
    "plan.no_toml": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "This Python ({version}) cannot read TOML; 3.11 and later can"),
        QT_TRANSLATE_NOOP("EcoLedger", "Save the table as CSV: {file} works everywhere."),
    ),
    "plan.bad_toml": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is no valid TOML table: {reason}"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Write each row under [[{table}]], texts in quotation marks, or use CSV."
        ),
    ),
    # the columns
    "plan.empty_table": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The table is empty"),
        QT_TRANSLATE_NOOP("EcoLedger", "Give it a header and at least one row."),
    ),
    "plan.missing_column": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The column {column} is missing"),
        QT_TRANSLATE_NOOP("EcoLedger", "Add it to the header; the shipped plan shows all columns."),
    ),
    "plan.unknown_column": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The column {column} is unknown and is not read"),
        QT_TRANSLATE_NOOP("EcoLedger", "Remove it, or correct its name; known are: {known}."),
    ),
    "plan.duplicate_column": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The column {column} stands twice in the header"),
        QT_TRANSLATE_NOOP("EcoLedger", "Keep one of the two."),
    ),
    "plan.extra_cells": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The row has a value outside the named columns: {value}"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Put a text that holds the separator, such as 43,000, in quotation marks."
        ),
    ),
}
