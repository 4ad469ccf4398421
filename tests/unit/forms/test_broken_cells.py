"""Names that came out over two lines or two columns of a text table: put together where that is certain, else left."""

from __future__ import annotations

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

_HEAD = (
    "项目支出绩效目标表\n（2024年度）\n项目名称\t养老服务\n主管部门\t云县民政局\n项目资金(万元)\t年度资金总额\t30\n"
    "年度总体目标\t建成养老服务中心三个\n"
)
_COLUMNS = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"
_REST = "\t\t质量指标\t验收合格率\t100%\n\t满意度指标\t服务对象满意度指标\t老人满意度\t≥90%\n"


def _read(table: str, head: str = _HEAD) -> Reading:
    return read_forms(read_text((head + table).encode()))


def _pairs(reading: Reading) -> list[tuple[str, str]]:
    (project,) = reading.projects
    return [(indicator.name, indicator.target.printed) for indicator in project.indicators]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("\t产出指标\t数量指标\t困难老年人（含\t≥100人\n\t\t\t残疾人）助餐人数\t\n", "困难老年人（含残疾人）助餐人数"),
        ("\t产出指标\t数量指标\t困难老年人（含\t\n\t\t\t残疾人）助餐人数\t≥100人\n", "困难老年人（含残疾人）助餐人数"),
        ("\t产出指标\t数量指标\t困难老年人（含\t≥100人\n残疾人）助餐人数\n", "困难老年人（含残疾人）助餐人数"),
        ("\t产出指标\t数量指标\t困难老年人（含\n残疾人）助餐人数\t≥100人\n", "困难老年人（含残疾人）助餐人数"),
        ("\t产出指标\t数量指标\t老年人、残疾人、\t≥100人\n\t\t\t儿童助餐人数\t\n", "老年人、残疾人、儿童助餐人数"),
        ("\t产出指标\t数量指标\t为困难老年人提供\n助餐服务人数\t≥100人\n", "为困难老年人提供助餐服务人数"),
    ],
)
def test_a_name_broken_over_two_lines_is_one(lines: str, name: str) -> None:
    reading = _read(_COLUMNS + lines + _REST)
    assert _pairs(reading) == [(name, "≥100人"), ("验收合格率", "100%"), ("老人满意度", "≥90%")]
    assert not any(fate.disposition == "refused" for fate in reading.fates)


@pytest.mark.parametrize(
    "lines",
    [
        # an indicator without its value
        "\t产出指标\t数量指标\t为困难老年人提供\t≥100人\n\t\t\t助餐服务人数\t\n",
        # whole brackets on both lines
        "\t产出指标\t数量指标\t助餐（含送餐）人数\t≥100人\n\t\t\t护理（含上门）人数\t\n",
        # the bracket is never closed
        "\t产出指标\t数量指标\t困难老年人（含残疾人\t≥100人\n\t\t\t护理老人数\t\n",
    ],
)
def test_a_line_that_may_be_an_indicator_stays_one(lines: str) -> None:
    reading = _read(_COLUMNS + lines + _REST)
    assert len(_pairs(reading)) == 4
    assert _pairs(reading)[1][1] == ""


def test_short_lines_stay_where_another_row_is_short_too() -> None:
    lines = "\t产出指标\t数量指标\t为困难老年人提供\n助餐服务人数\t≥100人\n\t\t时效指标\t及时完成率\n"
    names = [name for name, _ in _pairs(_read(_COLUMNS + lines + _REST))]
    assert "为困难老年人提供助餐服务人数" not in names


def test_the_name_of_a_project_is_closed_by_its_bracket() -> None:
    head = _HEAD.replace("项目名称\t养老服务\n", "项目名称\t城乡居民养老保险（含\n\t机关）补助\n")
    (project,) = _read(_COLUMNS + _REST, head).projects
    assert project.name is not None
    assert project.name.printed == "城乡居民养老保险（含机关）补助"


def test_texts_in_both_columns_under_the_head_of_names_are_the_name() -> None:
    columns = _COLUMNS.replace("三级指标\t", "三级指标\t\t")
    rows = (
        "\t产出指标\t数量指标\t养老服务\t助餐老人数\t≥100人\n\t\t\t\t护理老人数\t≥20人\n"
        "\t\t质量指标\t验收合格率\t\t100%\n"
    )
    reading = _read(columns + rows)
    assert _pairs(reading) == [("养老服务 助餐老人数", "≥100人"), ("护理老人数", "≥20人"), ("验收合格率", "100%")]
    assert not any(fate.disposition == "refused" for fate in reading.fates)


def test_a_head_of_names_printed_twice_reads_its_name_once() -> None:
    columns = _COLUMNS.replace("三级指标\t", "三级指标\t三级指标\t")
    rows = (
        "\t产出指标\t数量指标\t养老服务\t助餐老人数\t≥100人\n"
        "\t\t质量指标\t验收合格率\t验收合格率\t100%\n\t满意度指标\t服务对象满意度指标\t老人满意度\t老人满意度\t≥90%\n"
    )
    reading = _read(columns + rows)
    assert _pairs(reading) == [("养老服务 助餐老人数", "≥100人"), ("验收合格率", "100%"), ("老人满意度", "≥90%")]
    copies = [fate.reason for fate in reading.fates if fate.disposition == "ignored"]
    assert copies == ["repeated_merged_cell"] * 3  # the head too
