"""Places are found in the names of agencies all over the country, and a doubtful one is not guessed."""

from __future__ import annotations

import pytest

from pipelines.normalise.place_names import district_of, place_of

NAMED = [
    ("永宁县团结西路街道办事处", "640121001"),
    ("永宁县望远镇人民政府", "640121102"),
    ("固原市原州区古雁街道办事处", "640402002"),
    ("永宁县永宁县教育局", "640121"),
    ("101 永寧縣教育局", "640121"),
    ("北京市朝阳区教育局", "110105"),
    ("长春市朝阳区教育局", "220104"),
    ("重庆市江北区民政局", "500105"),
    ("济源市财政局", "419001"),
    ("内蒙古自治区阿拉善左旗林业局", "152921"),
    ("大城县水利局", "131025"),
    ("新县财政局", "411523"),
    ("河南省信阳市新县财政局", "411523"),
    ("晋城市城区民政局", "140502"),
    ("石家庄市财政局", "130100"),
]
DOUBTFUL = [
    "某县人民政府",
    "古雁街道办事处",
    "朝阳区教育局",
    "城区街道办事处",
    "矿区管理局",
    "高新县级单位",
    "昌江区域中心",
    "永宁县与原州区联合办公室",
    "永宁县驻北京市办事处",
]


@pytest.mark.parametrize(("text", "code"), NAMED)
def test_a_place_is_known_by_its_name_and_what_is_named_before_it(text: str, code: str) -> None:
    place = place_of(text)
    assert place is not None
    assert place.place_code == code


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubtful_place_is_not_guessed(text: str) -> None:
    assert place_of(text) is None


def test_the_title_speaks_where_the_units_do_not() -> None:
    assert district_of(["教育局"], "原州区2024年项目支出绩效目标表") == "640402"
    assert district_of(["永宁县教育局"], "原州区2024年项目支出绩效目标表") == "640121"
    assert district_of(["永宁县教育局", "原州区教育局"], "原州区2024年项目支出绩效目标表") is None
