"""Charts: the picture says what the numbers say, and hostile text stays text."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from ecoledger.core.chart import STAGE_COLOURS, Step, cumulative, shown, stage_bar, waterfall

NS = "{http://www.w3.org/2000/svg}"
WORDS = ("计入", "任务", "还没有可显示的数据")


def elements(svg, tag):
    return [e.attrib | {"text": e.text} for e in ET.fromstring(svg).iter(NS + tag)]


def test_the_bars_of_a_waterfall_meet_and_close():
    svg = waterfall(
        [Step("毛面积", 100), Step("区外", 15, True), Step("重叠", 25, True), Step("计入", 60)], "亩"
    )
    bars = [(float(r["x"]), float(r["width"])) for r in elements(svg, "rect")]
    gross, outside, overlap, counted = bars
    assert outside[0] + outside[1] == pytest.approx(gross[0] + gross[1])
    assert overlap[0] + overlap[1] == pytest.approx(outside[0])
    assert counted[0] + counted[1] == pytest.approx(overlap[0])
    assert overlap[1] / gross[1] == pytest.approx(0.25, abs=1e-3)


def test_every_row_of_a_waterfall_says_its_amount():
    svg = waterfall([Step("毛面积", 1234.5), Step("重叠", 34.5, True), Step("计入", 1200)], "亩", decimals=1)
    assert [t["text"] for t in elements(svg, "text")] == [
        "毛面积", "1,234.5 亩", "重叠", "−34.5 亩", "计入", "1,200.0 亩",
    ]  # fmt: skip


def test_deductions_are_hatched_so_that_colour_alone_says_nothing():
    plain = waterfall([Step("a", 10), Step("b", 10)], "亩")
    hatched = waterfall([Step("a", 10), Step("b", 5, True), Step("c", 5)], "亩")
    assert len(elements(hatched, "line")) > len(elements(plain, "line")) + 5


def test_hatching_stays_inside_its_bar():
    for bar in (stage_bar({"planned": 3}, 10, width=200), stage_bar({"reported": 10}, 10, width=37)):
        right = max(float(r["x"]) + float(r["width"]) for r in elements(bar, "rect")[1:])
        for line in elements(bar, "line"):
            assert 0 <= float(line["x1"]) <= float(line["x2"]) <= right + 0.01
            assert -0.01 <= float(line["y2"]) <= float(line["y1"]) <= 18.01


def test_a_stage_bar_is_measured_against_the_promise():
    bar = stage_bar({"accepted": 30, "under_way": 10}, 100, width=200)
    widths = {r["fill"]: float(r["width"]) for r in elements(bar, "rect")}
    assert widths[STAGE_COLOURS["accepted"]] == 60 and widths[STAGE_COLOURS["under_way"]] == 20


def test_more_than_promised_is_marked_and_not_cut_off():
    bar = stage_bar({"accepted": 150}, 100, width=300)
    assert float(elements(bar, "rect")[1]["width"]) == 300
    assert elements(bar, "line")[-1]["x1"] == "200"


def test_amounts_over_time_are_stairs_that_end_at_the_last_amount():
    days = [dt.date(2018, 6, 1), dt.date(2019, 6, 1)]
    svg = cumulative(days, [10, 40], [(dt.date(2020, 12, 31), 40)], "亩", WORDS)
    counted, quota = elements(svg, "path")
    points = [tuple(map(float, p[1:].split())) for p in counted["d"].split(" L")]
    assert len(points) == 6 and points[-1][1] == points[-2][1]
    assert quota["d"].split("L")[-1].split()[1] == f"{points[-1][1]:g}"


def test_nothing_to_show_is_said():
    assert WORDS[2] in cumulative([], [], [], "亩", WORDS)
    assert waterfall([], "亩").startswith("<svg")
    assert len(elements(stage_bar({}, 0), "rect")) == 1


def test_numbers_that_are_none_draw_nothing_and_say_so():
    svg = waterfall([Step("毛面积", float("nan")), Step("计入", 0)], "亩")
    assert [r["width"] for r in elements(svg, "rect")] == ["0", "0"]
    assert "– 亩" in svg and shown(float("inf"), 1) == "–"


def test_names_cannot_break_out_of_the_picture():
    svg = waterfall([Step('<script>"&', 1)], "]]>&")
    assert [t["text"] for t in elements(svg, "text")] == ['<script>"&', "1.00 ]]>&"]


@pytest.mark.parametrize("amount", [1e-9, 0.3, 7, 1e4, 4.3e7, 3e12])
def test_axes_have_a_handful_of_round_steps(amount):
    svg = cumulative([dt.date(2018, 1, 1)], [amount], [], "亩", WORDS)
    grid = [e for e in elements(svg, "line") if e["stroke"] == "#d0d0d0"]
    assert 2 <= len(grid) <= 7
