"""Print a progress table that `ecoledger:ledgerprogress` wrote, its columns aligned also in Chinese.

python scripts/show_progress.py progress.csv
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from pathlib import Path

# Column of the file, heading, right-aligned.
SHOWN = (
    ("name_zh", "目标", False),
    ("township_name", "乡镇", False),
    ("year", "年度", False),
    ("status", "状态", False),
    ("n", "项数", True),
    ("amount", "任务", True),
    ("counted_amount", "已计", True),
    ("unit_zh", "单位", False),
    ("percent", "完成 %", True),
)

NOTHING = {"name_zh": "（没有目标）", "township_name": "（区外）"}


def width(text: str) -> int:
    """Return the columns a text takes in a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int, right: bool) -> str:
    """Return the text filled up with blanks to the columns."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def short(text: str) -> str:
    """Return a number with thousands separated and no more decimals than it needs; – for none."""
    try:
        return f"{float(text):,.4f}".rstrip("0").rstrip(".")
    except ValueError:
        return text or "–"


def lines(rows: list[dict[str, str]]) -> list[str]:
    """Return the table's lines, heading first; columns without any value are left out."""
    shown = [column for column in SHOWN if any(row.get(column[0]) for row in rows)]
    table = [[head for _, head, _ in shown]]
    table += [
        [short(row[name]) if right else row[name] or NOTHING.get(name, "") for name, _, right in shown]
        for row in rows
    ]
    widths = [max(width(row[i]) for row in table) for i in range(len(shown))]
    return [
        "  ".join(padded(cell, w, s[2]) for cell, w, s in zip(row, widths, shown, strict=True)).rstrip()
        for row in table
    ]


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as file:
        print("\n".join(lines(list(csv.DictReader(file)))))
