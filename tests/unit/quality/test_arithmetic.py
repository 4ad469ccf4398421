"""Do the numbers of a form agree? Every outcome, with counter-examples that must not be called contradictions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.records import Objective
from pipelines.model.target import Target
from pipelines.normalise.mentions import quoted_quantities
from pipelines.normalise.targets import read_target
from pipelines.quality.arithmetic import (
    Amount,
    Equation,
    Form,
    Outcome,
    Quantity,
    Source,
    Weighted,
    compare,
    cost_targets,
    coverage,
    funding_sources,
    money,
    ordinals,
    quantity_times_standard,
    same_facts,
    tariff,
    weights,
)


def _quantity(target: Target, name: str, cell: str, indicator: str | None, dimension: str | None) -> Quantity:
    unit = target.unit if target.unit == "count" else target.canonical_unit or target.unit
    return Quantity(
        name=name,
        printed=target.printed,
        kind=target.kind.value,
        low=target.canonical_low,
        high=target.canonical_high,
        unit=unit,
        per=target.per,
        cell=cell,
        indicator_id=indicator,
        dimension=dimension,
        comparator=target.comparator.value if target.comparator else None,
        counted=target.counted,
        date_from=target.date_from,
        date_to=target.date_to,
    )


def form(amount: str | None, *targets: tuple[str, str, str], goal: str = "", name: str = "甲", **others: Any) -> Form:
    """A form with an amount in yuan, targets as (dimension, name, printed value) and a goal text."""
    read = [
        _quantity(read_target(printed), label, f"{name}{n}", f"i:{name}{n}", dimension)
        for n, (dimension, label, printed) in enumerate(targets)
    ]
    mentions = [
        _quantity(m.target, m.target.counted or "", f"{name}目标", None, None)
        for m in quoted_quantities([Objective("own_level", goal, 0)])
    ]
    sum_of_money = Amount(Decimal(amount), money(Decimal(amount)), f"{name}金额") if amount else None
    return Form(name, name, sum_of_money, tuple(read), tuple(mentions), goal, **others)


PEOPLE, STANDARD = ("quantity", "参保人数", "57人"), ("quality", "参保标准", "220元/人/年")
SHARED = "以每人每年5.5万元标准给予补贴,所需经费由自治区财政和市县财政分级负担。"
PAY = (("quantity", "人数", "199人"), ("quality", "标准", "7.52万元/年/人"))
TARIFF = "按常住人口核算:<3000户,10万元;3000户-5000户(含3000户),13万元;≥5000户,15万元。"


@pytest.mark.parametrize(
    ("why", "given_form", "relation", "outcome", "left"),
    [
        ("57 × 220", form("12540", PEOPLE, STANDARD), "quantity_times_standard", Outcome.AGREES, "12540"),
        (
            "rounded to two places of 万元",
            form("12500", PEOPLE, STANDARD),
            "quantity_times_standard",
            Outcome.ROUNDING,
            "12540",
        ),
        (
            "元 printed as 万元",
            form("125400000", PEOPLE, STANDARD),
            "quantity_times_standard",
            Outcome.FACTOR_10000,
            "12540",
        ),
        ("too much", form("20000", PEOPLE, STANDARD), "quantity_times_standard", Outcome.CONTRADICTS, "12540"),
        (
            "two months of a year's pay",
            form("2494133", *PAY, ("timeliness", "时限", "1月和2月")),
            "quantity_times_standard",
            Outcome.PART_YEAR,
            "2494133.33",
        ),
        (
            "a standard for pay and insurance together is still part of a year",
            form("2860000", *PAY, ("timeliness", "时限", "1月和2月")),
            "quantity_times_standard",
            Outcome.PART_YEAR,
            "2494133.33",
        ),
        (
            "a deadline is no payment window",
            form("2860000", *PAY, ("timeliness", "完成", "2月底前")),
            "quantity_times_standard",
            Outcome.CONTRADICTS,
            "14964800",
        ),
        (
            "monthly standard over a year",
            form("120000", ("quantity", "护林员人数", "10人"), ("cost", "补助标准", "1000元/人/月")),
            "quantity_times_standard",
            Outcome.AGREES,
            "120000",
        ),
        (
            "monthly standard paid once",
            form("10000", ("quantity", "护林员人数", "10人"), ("cost", "补助标准", "1000元/人/月")),
            "quantity_times_standard",
            Outcome.AGREES,
            "10000",
        ),
        (
            "one of two head counts fits",
            form("12540", ("quantity", "宣传人数", "300人"), PEOPLE, STANDARD),
            "quantity_times_standard",
            Outcome.AGREES,
            "12540",
        ),
        (
            "none of two head counts fits: it cannot be said which is meant",
            form("50000", ("quantity", "宣传人数", "300人"), PEOPLE, STANDARD),
            "quantity_times_standard",
            Outcome.UNDECIDABLE,
            None,
        ),
        (
            "at least so many: more money is no contradiction",
            form("20000", ("quantity", "参保人数", "≥57人"), STANDARD),
            "quantity_times_standard",
            Outcome.UNDECIDABLE,
            "12540",
        ),
        (
            "at least so many: less money is one",
            form("10000", ("quantity", "参保人数", "≥57人"), STANDARD),
            "quantity_times_standard",
            Outcome.CONTRADICTS,
            "12540",
        ),
        (
            "the standard and the head count of the goal",
            form("35100", ("quantity", "培训人次", "≥30人次"), goal="每人每年不少于300元列入预算,共117人。"),
            "quoted_standard",
            Outcome.AGREES,
            "35100",
        ),
        (
            "people counted in 个, and several levels that share the cost",
            form("346500", ("quantity", "专项计划人员数量", "10个"), goal=SHARED),
            "cost_share",
            Outcome.UNDECIDABLE,
            "550000",
        ),
        (
            "the same without a word of sharing",
            form("346500", ("quantity", "专项计划人员数量", "10个"), goal="以每人每年5.5万元标准给予补贴。"),
            "quoted_standard",
            Outcome.CONTRADICTS,
            "550000",
        ),
        (
            "below the lowest tier",
            form("700000", ("quantity", "社区数量", "10个"), goal=TARIFF),
            "tariff",
            Outcome.CONTRADICTS,
            "1000000",
        ),
        (
            "above the highest",
            form("1600000", ("quantity", "社区数量", "10个"), goal=TARIFF),
            "tariff",
            Outcome.CONTRADICTS,
            "1500000",
        ),
        (
            "between the tiers",
            form("1210000", ("quantity", "社区数量", "10个"), goal=TARIFF),
            "tariff",
            Outcome.AGREES,
            "1210000",
        ),
        ("nothing to multiply", form("700000", goal=TARIFF), "tariff", Outcome.UNDECIDABLE, None),
    ],
)
def test_standards(why: str, given_form: Form, relation: str, outcome: Outcome, left: str | None) -> None:
    (equation,) = [*quantity_times_standard(given_form), *tariff(given_form)]
    assert (equation.relation, equation.outcome) == (relation, outcome), f"{why}: {equation.reason_zh}"
    assert (None if equation.left is None else round(equation.left, 2)) == (None if left is None else Decimal(left)), (
        why
    )
    assert (equation.reason_zh is None) == (outcome is Outcome.AGREES), why
    assert given_form.amount and given_form.amount.cell in equation.cells


@pytest.mark.parametrize(
    ("why", "given_form"),
    [
        ("no amount", form(None, PEOPLE, STANDARD)),
        ("no standard", form("12540", PEOPLE)),
        ("no quantity", form("12540", STANDARD)),
        ("a standard per household and a count of persons", form("12540", PEOPLE, ("cost", "标准", "220元/户"))),
        (
            "person-times are no persons",
            form("12540", ("quantity", "培训人次", "30人次"), ("cost", "标准", "300元/人")),
        ),
        ("a rate of things is no standard", form("12540", PEOPLE, ("quality", "频次", "2次/人"))),
        ("one amount is no tariff", form("12540", goal="补助10万元，覆盖3000户。")),
        ("things counted in 个 are no people", form("12540", ("quantity", "社区数量", "57个"), STANDARD)),
    ],
)
def test_nothing_to_reckon_with(why: str, given_form: Form) -> None:
    assert [*quantity_times_standard(given_form), *tariff(given_form)] == [], why


def source(
    name: str, yuan: str | None, parent: str | None = "total", acceptance: str = "as_printed", scope: str = "own_level"
) -> Source:
    amount = None if yuan is None else Decimal(yuan)
    printed = None if amount is None else money(amount)
    return Source(name, None if name == "total" else parent, scope, printed, amount, acceptance, f"c:{name}")


@pytest.mark.parametrize(
    ("why", "sources", "outcome"),
    [
        (
            "one source is the total",
            [source("total", "500000"), source("fiscal_appropriation", "500000")],
            Outcome.AGREES,
        ),
        (
            "a blank source counts as nothing",
            [
                source("total", "500000"),
                source("fiscal_appropriation", "500000"),
                source("other_funds", None, acceptance="blank"),
            ],
            Outcome.AGREES,
        ),
        (
            "two sources",
            [source("total", "5"), source("fiscal_appropriation", "3"), source("other_funds", "2")],
            Outcome.AGREES,
        ),
        (
            "they do not add up",
            [source("total", "500000"), source("fiscal_appropriation", "300000")],
            Outcome.CONTRADICTS,
        ),
        (
            "ten thousand times off",
            [source("total", "50"), source("fiscal_appropriation", "500000")],
            Outcome.FACTOR_10000,
        ),
        (
            "the parts add up where their source is printed too",
            [
                source("total", "5"),
                source("fiscal_appropriation", "5"),
                source("central", "2", "fiscal_appropriation"),
                source("county", "3", "fiscal_appropriation"),
            ],
            Outcome.AGREES,
        ),
        (
            "only the parts are printed",
            [
                source("total", "5"),
                source("central", "2", "fiscal_appropriation"),
                source("county", "3", "fiscal_appropriation"),
            ],
            Outcome.AGREES,
        ),
        (
            "carried over beside the total",
            [source("total", "5"), source("fiscal_appropriation", "5"), source("carry_over", "1")],
            Outcome.AGREES,
        ),
        (
            "a slipped row is its own cause",
            [
                source("total", "2"),
                source("fiscal_appropriation", "2"),
                source("other_funds", "2", acceptance="disputed"),
            ],
            Outcome.UNDECIDABLE,
        ),
    ],
)
def test_sources(why: str, sources: list[Source], outcome: Outcome) -> None:
    (equation,) = funding_sources(sources)
    assert equation.outcome is outcome, f"{why}: {equation.reason_zh}"


@pytest.mark.parametrize(
    ("why", "sources"),
    [
        ("no total", [source("fiscal_appropriation", "5")]),
        ("a blank total", [source("total", None, acceptance="blank"), source("fiscal_appropriation", "5")]),
        ("no source", [source("total", "5")]),
        ("one part of a source says nothing", [source("total", "5"), source("central", "2", "fiscal_appropriation")]),
    ],
)
def test_no_sources_to_add(why: str, sources: list[Source]) -> None:
    assert funding_sources(sources) == [], why


def test_scopes_are_added_apart() -> None:
    sources = [
        source("total", "5"),
        source("fiscal_appropriation", "5"),
        source("total", "9", scope="all_levels"),
        source("fiscal_appropriation", "8", scope="all_levels"),
    ]
    assert [(e.place, e.outcome) for e in funding_sources(sources)] == [
        ("own_level", Outcome.AGREES),
        ("all_levels", Outcome.CONTRADICTS),
    ]


@pytest.mark.parametrize(
    ("why", "printed", "name", "outcome"),
    [
        ("the budget again", "≤50万元", "按预算完成", Outcome.AGREES),
        ("元 for 万元", "≤50元", "按预算完成", Outcome.FACTOR_10000),
        ("more than there is", "≤60万元", "按预算完成", Outcome.CONTRADICTS),
        ("one item of several", "≤20万元", "设备购置成本", Outcome.UNDECIDABLE),
        ("the whole investment of several years", "≤600万元", "项目总投资", Outcome.UNDECIDABLE),
    ],
)
def test_cost_targets(why: str, printed: str, name: str, outcome: Outcome) -> None:
    (equation,) = cost_targets(form("500000", ("cost", name, printed)))
    assert equation.outcome is outcome, why


def test_benefits_and_standards_are_no_cost_targets() -> None:
    assert cost_targets(form("500000", ("economic_benefit", "增收", "≥600万元"), ("cost", "标准", "300元/人"))) == []


def weighted(
    n: int, weight: str | None, ordinal: str | None = None, kind: str = "数量指标", none: bool = False
) -> Weighted:
    return Weighted(f"i{n}", f"c{n}", None, kind, ordinal, None if weight is None else Decimal(weight), none)


@pytest.mark.parametrize(
    ("why", "given_weights", "outcome"),
    [
        ("to 100", ["40", "30", "30"], Outcome.AGREES),
        ("to 90, execution gets its ten later", ["40", "30", "20"], Outcome.AGREES),
        ("fractions of one", ["0.4", "0.3", "0.2"], Outcome.AGREES),
        ("to 95", ["40", "30", "25"], Outcome.CONTRADICTS),
        ("one is not printed", ["40", "30", None], Outcome.UNDECIDABLE),
    ],
)
def test_weights(why: str, given_weights: list[str | None], outcome: Outcome) -> None:
    (equation,) = weights([weighted(n, weight) for n, weight in enumerate(given_weights)])
    assert equation.outcome is outcome, why


def test_no_weights_no_equation() -> None:
    assert weights([weighted(1, None)]) == []


@pytest.mark.parametrize(
    ("why", "given_ordinals", "outcome"),
    [
        ("1, 2", ["1", "2"], Outcome.AGREES),
        ("as printed with words", ["指标1：", "指标２："], Outcome.AGREES),
        ("twice the same", ["1", "1"], Outcome.CONTRADICTS),
        ("a gap", ["1", "3"], Outcome.CONTRADICTS),
        ("begins at 2", ["2"], Outcome.CONTRADICTS),
    ],
)
def test_ordinals(why: str, given_ordinals: list[str], outcome: Outcome) -> None:
    (equation,) = ordinals([weighted(n, None, ordinal) for n, ordinal in enumerate(given_ordinals)])
    assert equation.outcome is outcome, why


def test_each_kind_has_its_own_numbers() -> None:
    (equation,) = ordinals(
        [weighted(1, None, "1"), weighted(2, None, "1", "质量指标"), weighted(3, None, None, "成本指标")]
    )
    assert equation.outcome is Outcome.AGREES
    assert ordinals([weighted(1, None)]) == []


def facts(*forms: Form) -> list[tuple[Outcome, Decimal | None, Decimal | None]]:
    return [(e.outcome, e.left, e.right) for e in same_facts(forms)]


def test_the_same_fact_has_one_number() -> None:
    pay, insurance = ("quantity", "社区工作者人数", "117名"), ("quantity", "社区工作者人数", "118名")
    assert facts(form("1", pay, name="甲"), form("1", insurance, name="乙")) == [
        (Outcome.CONTRADICTS, Decimal(117), Decimal(118))
    ]
    assert facts(form("1", pay, name="甲"), form("1", pay, name="乙")) == [(Outcome.AGREES, Decimal(117), Decimal(117))]


def test_the_own_staff_is_one_fact_under_several_names() -> None:
    one, other = ("quantity", "行政事业编制人员数量", "≥24人"), ("quantity", "职工人数", "≥25人")
    assert facts(form("1", one, name="甲"), form("1", other, name="乙")) == [
        (Outcome.CONTRADICTS, Decimal(24), Decimal(25))
    ]


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("another thing", ("quantity", "社区数量", "10个"), ("quantity", "文化站点数量", "8个")),
        ("part of the communities", ("quantity", "社区数量", "10个"), ("quantity", "试点社区数量", "3个")),
        ("a promise and not a fact", ("quantity", "培训人数", "≥30人"), ("quantity", "培训人数", "≥50人")),
        ("other kinds of indicator", ("quantity", "发放人数", "30人"), ("quality", "发放人数", "50人")),
        ("words", ("quantity", "社区数量", "若干"), ("quantity", "社区数量", "10个")),
    ],
)
def test_different_facts_are_not_compared(why: str, one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert facts(form("1", one, name="甲"), form("1", other, name="乙")) == [], why


def test_goals_of_two_projects_name_the_communities() -> None:
    one = form("1", goal="街道办所辖19个社区居委会的社区工作人员", name="甲")
    other = form("1", goal="街道办所辖20个社区居委会团书记补助", name="乙")
    assert facts(one, other) == [(Outcome.CONTRADICTS, Decimal(19), Decimal(20))]


def covered(*forms: Form) -> list[tuple[Outcome, Decimal | None, Decimal | None]]:
    return [(e.outcome, e.left, e.right) for e in coverage(forms)]


def test_a_target_covers_the_group_of_its_goal() -> None:
    goal = "每人每年不少于300元列入预算,共117人。"
    assert covered(form("35100", ("quantity", "培训社区工作者人次", "≥30人次"), goal=goal)) == [
        (Outcome.CONTRADICTS, Decimal(30), Decimal(117))
    ]
    assert covered(form("35100", ("quantity", "培训人数", "≥117人"), goal=goal)) == [
        (Outcome.AGREES, Decimal(117), Decimal(117))
    ]


def test_insured_staff_against_the_staff_that_is_paid() -> None:
    pay = form("1", ("quantity", "2024年社区工作者工资", "199人"), name="甲")
    insurance = form("1", ("quantity", "社区工作者责任险参保人数", "57人"), name="乙")
    assert covered(pay, insurance) == [(Outcome.CONTRADICTS, Decimal(57), Decimal(199))]


@pytest.mark.parametrize(
    ("why", "forms"),
    [
        ("two groups in the goal", [form("1", ("quantity", "培训人数", "30人"), goal="党员200人，群众300人。")]),
        ("a count of things", [form("1", ("quantity", "培训场次", "5场次"), goal="共117人。")]),
        ("no group", [form("1", ("quantity", "培训人数", "30人"))]),
        (
            "other staff",
            [
                form("1", ("quantity", "网格员工资", "50人"), name="甲"),
                form("1", ("quantity", "辅警参保人数", "20人"), name="乙"),
            ],
        ),
    ],
)
def test_no_group_to_cover(why: str, forms: list[Form]) -> None:
    assert covered(*forms) == [], why


numbers = st.decimals(min_value=1, max_value=10**9, places=2)


@settings(max_examples=60)
@given(numbers, numbers)
def test_comparing_does_not_depend_on_the_side(left: Decimal, right: Decimal) -> None:
    assert compare(left, right) is compare(right, left)
    assert compare(left, left) is Outcome.AGREES
    assert compare(left * 10_000, left) is Outcome.FACTOR_10000


@settings(max_examples=40)
@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from(["元/人/年", "元/年/人", "元/人"]))
def test_a_product_agrees_with_itself(people: int, standard: int, unit: str) -> None:
    made = form(str(people * standard), ("quantity", "人数", f"{people}人"), ("cost", "标准", f"{standard}{unit}"))
    equations: list[Equation] = quantity_times_standard(made)
    assert [e.outcome for e in equations] == [Outcome.AGREES]


def test_money_is_written_as_people_write_it() -> None:
    assert [money(Decimal(y)) for y in ("12540", "9999.5", "0", "2494133.333333")] == [
        "1.254万元",
        "9999.5元",
        "0元",
        "249.413333万元",
    ]
