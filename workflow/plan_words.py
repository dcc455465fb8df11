"""The words of a plan for its window: names in the user's language, what may be chosen, the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QDateTime, Qt

from .. import wording
from ..core.errors import Fault
from ..core.model import Kind, Plan, Rule, Target, Township, Unit
from ..core.plan.codes import Code, shipped_words
from ..core.plan.draft import column_of
from ..core.plan.projects import year_column, year_of
from ..core.plan.quota_grid import QuotaGrid
from ..core.plan.revisions import Cell
from ..core.plan.targets import adds_up
from ..core.plan.units import UNITS
from ..dialogs.plan_views import Revision, RuleView
from ..dialogs.quota_model import shown_amount, shown_gap
from ..dialogs.rows_model import Column
from ..layers.schema import Field, tables

USES, UNIT = "uses", "unit_of_target"  # columns that are looked up, not kept
AGGREGATES = ("sum", "mean", "share_of_district", "share_of_baseline")


class PlanWords:
    """Names in one language, ``zh`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language

    def name(self, thing: Target | Township | Rule) -> str:
        """Return the name of a target, township or rule."""
        return getattr(thing, f"name_{self.language}") or thing.name_zh

    def unit(self, unit: Unit) -> str:
        """Return the symbol of a unit."""
        return getattr(unit, f"symbol_{self.language}")

    def target_line(self, target: Target) -> str:
        """Return a target as the list of targets shows it: name and amount."""
        return f"{self.name(target)}  {shown_amount(target.amount)} {self.unit(target.unit)}"

    def summary(self, grid: QuotaGrid) -> str:
        """Say what the shares add up to, and what is missing of the target."""
        if not adds_up(grid.target):
            return QCoreApplication.translate(
                "EcoLedger", "A rate is not split: give each township the rate itself."
            )
        unit, total = self.unit(grid.target.unit), grid.sums.get((None, None))
        text = QCoreApplication.translate(
            "EcoLedger", "Target {amount} {unit}; shared out: {total} {unit}"
        ).format(amount=shown_amount(grid.target.amount), unit=unit, total=shown_amount(total or 0.0))
        gap = grid.gaps.get((None, None), 0.0 if total is not None else grid.target.amount)
        text += f" ({shown_gap(gap)} {unit})" if gap else ""
        star = QCoreApplication.translate("EcoLedger", "* proposed, counts when accepted")
        return f"{text}   {star}" if grid.proposed else text

    def cell(self, plan: Plan, cell: Cell) -> str:
        """Return the name of a quota's cell: target, township, year."""
        target, township, year = cell
        names = {t.id: self.name(t) for t in plan.targets} | {t.code: self.name(t) for t in plan.townships}
        return " ".join([names.get(target, target), *filter(None, (names.get(township), year and str(year)))])

    def columns(self, table: str, plan: Plan) -> tuple[Column, ...]:
        """Return the columns of targets or projects, and of how often a row is referred to."""
        shown = [field for field in tables()[table].fields if field.tab in ("basic", "rules")]
        shown.sort(key=lambda field: field.name != f"name_{self.language}")  # what a person reads first
        title = QCoreApplication.translate("EcoLedger", "Linked works")
        counted = QCoreApplication.translate("EcoLedger", "Counted: works and reports that name this row")
        return (
            *(self._column(table, field, plan) for field in shown),
            Column(USES, title, (), counted, number=True),
        )

    def year_columns(self, years: Iterable[int]) -> tuple[Column, ...]:
        """Return the columns of what a project does in each year, behind the unit they are in."""
        unit = QCoreApplication.translate("EcoLedger", "Unit")
        about = QCoreApplication.translate(
            "EcoLedger", "The unit of the target: chosen on the page of targets"
        )
        title = QCoreApplication.translate("EcoLedger", "Plan of {year}")
        return (
            Column(UNIT, unit, (), about),
            *(Column(year_column(year), title.format(year=year), number=True) for year in years),
        )

    def rules(self, plan: Plan) -> list[RuleView]:
        """Return the rules with the article they come from, and their restrictions."""
        layers = shipped_words()[1]
        shown = []
        for rule in plan.rules:
            layer = getattr(layers[rule.layer], self.language) if rule.layer in layers else rule.layer
            distance = shown_amount(rule.distance) if rule.distance else ""
            article = QCoreApplication.translate("EcoLedger", "Article {number}").format(number=rule.article)
            cells = article, self.name(rule), rule.rule, layer, self._classes(rule), distance
            own = [r for r in plan.restrictions if r.rule == rule.id]
            found = [(getattr(r, f"message_{self.language}") or r.message_zh, r.basis) for r in own]
            shown.append(RuleView(cells, found))
        return shown

    def fault(self, fault: Fault, plan: Plan, table: str = "") -> str:
        """Say what is wrong: columns by their titles, targets and townships by their names."""
        column = column_of(fault)
        titles = {f.name: getattr(f, self.language) for f in tables()[table].fields} if table else {}
        if table and (year := year_of(column)):
            titles[column] = f"{titles['annual_plan']} {year}"
        names = {thing.id: self.name(thing) for thing in plan.targets}
        parts = {t.code: self.name(t) for t in plan.townships}
        parts |= {f.name: getattr(f, self.language) for f in tables()["quotas"].fields}
        fields = {**fault.fields, "column": titles.get(column, fault.fields.get("column", ""))}
        if "target" in fields:
            fields["target"] = names.get(fields["target"], fields["target"])
        if "breakdown" in fields:
            fields["breakdown"] = ", ".join(parts.get(p, p) for p in fields["breakdown"].split(", "))
        problem = wording.sentence(fault.problem, **fields)
        return f"{problem} — {wording.sentence(fault.suggestion, **fields)}"

    def _classes(self, rule: Rule) -> str:
        codes, layers = shipped_words()
        words = codes.get(layers[rule.layer].class_list, {}) if rule.layer in layers else {}
        names = [getattr(words[c], self.language) if c in words else c for c in rule.class_filter.split(";")]
        return "、".join(names) if self.language == "zh" else ", ".join(names)

    def _column(self, table: str, field: Field, plan: Plan) -> Column:
        kept = QCoreApplication.translate("EcoLedger", "Works refer to it by this id: it stays as it is")
        return Column(
            field.name,
            getattr(field, self.language),
            self._choices(table, field, plan),
            fixed_when_saved=kept if (table, field.name) == ("targets", "id") else "",
            number=field.type == "real",
        )

    def _choices(self, table: str, field: Field, plan: Plan) -> tuple[tuple[str, str], ...]:
        empty = () if field.required else (("", ""),)
        if field.codes == "@townships":
            return (*empty, *((t.code, self.name(t)) for t in plan.townships))
        if field.codes == "@targets":
            return (*empty, *((t.id, self.name(t)) for t in plan.targets))
        if field.codes:
            return (*empty, *self._coded(shipped_words()[0][field.codes].values()))
        if field.name == "unit":
            return tuple((unit.symbol_zh, self.unit(unit)) for unit in UNITS.values())
        if field.name == "baseline":
            layers = shipped_words()[1].values()
            return (
                *empty,
                *((la.name, getattr(la, self.language)) for la in layers if la.role == "baseline"),
            )
        if field.name == "target_group":
            return (*empty, *((g.id, getattr(g, f"name_{self.language}")) for g in plan.groups))
        return tuple((word, word) for word in AGGREGATES) if field.name == "aggregate" else ()

    def _coded(self, codes: Iterable[Code]) -> list[tuple[str, str]]:
        return [(code.code, getattr(code, self.language)) for code in codes]


def ways_to_propose(target: Target) -> dict[str, str]:
    """Say why a way to propose a split cannot be gone."""
    if not adds_up(target):
        rate = QCoreApplication.translate("EcoLedger", "A rate is not split")
        return dict.fromkeys(("even", "area", "baseline"), rate)
    if target.kind is Kind.AREA and target.baseline:
        return {}
    return {"baseline": QCoreApplication.translate("EcoLedger", "The target has no baseline of areas")}


def revision_of(quota: Mapping[str, Any]) -> Revision:
    """Return a quota of the ledger as a line of its cell's history."""
    amount = f"{shown_amount(quota['amount'])} {quota['unit']}{'*' if quota['proposed'] else ''}"
    created = str(quota["created"] or "")
    moment = QDateTime.fromString(created, Qt.DateFormat.ISODateWithMs).toLocalTime()
    when = moment.toString("yyyy-MM-dd HH:mm") if moment.isValid() else created
    return Revision(amount, when, quota["created_by"] or "", quota["note"] or "")
