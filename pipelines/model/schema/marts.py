"""marts: tables that answer. One entry a file in ``sql/marts/``, in the order of building.

Every mart row has a ``row_id`` (``<mart without mart_>/<what the row is of>``), by which ``mart_lineage`` and the
``trace`` command find its printed cells. Money is accepted 财政拨款 in yuan unless a column says otherwise.
"""

from __future__ import annotations

from pipelines.model.schema.table import Column, ForeignKey, Money, Number, Table, Text

Share = "DECIMAL(12, 6)"
"""A part of a whole, 0 to 1."""

_ROW_ID = Column(
    "row_id", Text, "行编号", "本表一行的稳定编号，可用于追溯。", "Stable id of the row, for tracing.", True
)
_PLACE = (
    Column("district_code", Text, "区划代码", "GB/T 2260 六位县级代码。", "County code.", False, "未判定"),
    Column("district_name", Text, "县区", "县区名称。", "County or district.", False, "未判定"),
    Column("place_code", Text, "地方代码", "单位所管的街道、乡镇或县。", "Street or county served.", False, "未判定"),
    Column("place_name", Text, "地方", "街道、乡镇或县的名称。", "Name of the place.", False, "未判定"),
)
_AGENCY = (
    Column("agency_id", Text, "单位编号", "实施单位。", "Spending unit.", False, "没有印出"),
    Column("agency_name", Text, "实施单位", "实施单位名称。", "Implementing unit.", False, "没有印出"),
)
_YEAR = Column("fiscal_year", "INTEGER", "预算年度", "预算年度。", "Fiscal year.", False, "没有印出")
_WHO = (*_PLACE, *_AGENCY, _YEAR)
_PROJECT = (
    Column("project_id", Text, "项目编号", "项目表。", "Project form.", True),
    Column("project_name", Text, "项目名称", "项目名称原文。", "Project name.", False, "没有印出"),
)
_TOPIC = (
    Column("topic_code", Text, "政策主题", "主题代码。", "Policy topic.", False, "未认出"),
    Column("topic_name", Text, "主题名称", "主题中文名。", "Topic in Chinese.", False, "未认出"),
)
_FORM_TYPES = Column(
    "form_types", Text, "表格种类", "所依据的表格种类，逗号相隔。", "Form types it rests on, by comma.", False, "未判定"
)
_FUNDING = Column(
    "funding_yuan",
    Money,
    "财政拨款（元）",
    "采信的财政拨款。",
    "Accepted fiscal appropriation.",
    False,
    "没有采信的金额",
)
_PROJECT_COUNT = Column("project_count", "BIGINT", "项目数", "计入的项目数。", "Projects counted.", True)
_COMPARABLE = (
    Column(
        "is_comparable",
        "BOOLEAN",
        "可否比较",
        "能否与其他单位（或年度）的同名数字相比。",
        "Whether it may be set beside the same number of others.",
        True,
    ),
    Column("reason", Text, "不可比的原因", "为什么不可比。", "Why it is not comparable.", False, "可以比较"),
    Column("note", Text, "说明", "引用这个数字时必须一并说明的话。", "What must be said with the number.", False, "无"),
)


def _stat(name: str, zh: str, en: str, type_: str, *, noun: str) -> tuple[Column, ...]:
    missing = f"没有这个地方的{noun}"
    return (
        Column(name, type_, zh, f"{noun}，作分母。", f"{en}, the denominator.", False, missing),
        Column(f"{name}_as_of", "DATE", f"{zh}时点", f"{noun}的时点。", f"As-of date of {en}.", False, missing),
        Column(f"{name}_source", Text, f"{zh}来源", f"{noun}的来源。", f"Source of {en}.", False, missing),
        Column(f"{name}_grade", Text, f"{zh}等级", f"{noun}的可信等级。", f"Grade of {en}.", False, missing),
    )


_COMMUNITIES = _stat("community_count", "社区数", "the number of communities", "BIGINT", noun="社区数")
_POPULATION = _stat("population", "常住人口", "the resident population", "BIGINT", noun="常住人口")
_PER_COMMUNITY = Column(
    "funding_per_community_yuan",
    Money,
    "每社区财政拨款（元）",
    "财政拨款÷社区数。",
    "Funding per community.",
    False,
    "没有分子或分母",
)
_PER_CAPITA = Column(
    "funding_per_capita_yuan",
    Money,
    "人均财政拨款（元）",
    "财政拨款÷常住人口。",
    "Funding per resident.",
    False,
    "没有分子或分母",
)
_ANNUALISED = Column(
    "funding_annualised_yuan",
    Money,
    "折全年情景（元）",
    "情景而非预算：只列部分月份的人员经费改按「印出的人数×印出的年标准」计。",
    "Scenario, not a budget: part-year pay replaced by printed heads times the printed annual standard.",
    False,
    "没有采信的金额",
)
_TRUSTED = Column(
    "funding_trusted_yuan",
    Money,
    "其中可信（元）",
    "财政拨款中可信等级为 A 或 B 的部分（quality.trust）。",
    "The part of the funding that rests on trusted rows (grade A or B).",
    False,
    "没有可信的金额",
)
_WITHOUT_WORKFORCE = Column(
    "funding_without_workforce_yuan",
    Money,
    "不含社区工作者队伍（元）",
    "财政拨款减去社区工作者队伍主题。",
    "Funding without the topic community workforce.",
    False,
    "没有采信的金额",
)

mart_funding_part = Table(
    "marts",
    "mart_funding_part",
    "财政拨款的组成",
    "计入项目财政拨款的每一笔印出的金额一行",
    "one row per printed amount that counts as a project's fiscal appropriation of the year",
    "印有财政拨款的取它；没有印而只印分来源（一般公共预算等）的，取各分来源之和。",
    (
        _ROW_ID,
        Column("project_id", Text, "项目编号", "项目表。", "Project form.", True),
        Column("funding_id", Text, "资金编号", "资金行。", "Funding row.", True),
        Column("fund_source", Text, "资金来源", "资金来源代码。", "Fund source.", True),
        Column("scope", Text, "口径", "own_level、unstated 等。", "Scope.", True),
        Column(
            "basis",
            Text,
            "依据",
            "printed（印出的财政拨款）或 finer_sources（分来源相加）。",
            "printed, or finer_sources added up.",
            True,
            allowed=("printed", "finer_sources"),
        ),
        Column("funding_yuan", Money, "财政拨款（元）", "采信的金额。", "Accepted amount.", True),
        Column("source_cell_id", Text, "来源单元格", "金额所在的单元格。", "Cell of the amount.", True),
    ),
    ("row_id",),
    (ForeignKey("funding_id", "core.fact_funding", "funding_id"),),
)

mart_project = Table(
    "marts",
    "mart_project",
    "项目一览",
    "文档中每张项目表一行",
    "one row per project form in a document",
    "项目粒度的资金与指标数：先在这里聚到项目，再谈两者的关系。只有 is_counted 的行可以相加。",
    (
        _ROW_ID,
        *_PROJECT,
        Column("document_id", Text, "文档编号", "所在文档。", "Its document.", True),
        Column("form_type", Text, "表格种类", "所在文档的种类。", "Form type.", False, "未判定"),
        *_WHO,
        *_TOPIC,
        Column("funding_scope", Text, "拨款口径", "财政拨款所取的口径。", "Scope of the funding.", False, "没有金额"),
        Column(
            "funding_stated_yuan", Money, "印出的财政拨款（元）", "按印出的换算。", "As printed.", False, "空白或读不出"
        ),
        _FUNDING,
        Column(
            "funding_acceptance", Text, "拨款采信方式", "as_printed、corrected 等。", "How accepted.", False, "没有印"
        ),
        Column(
            "fiscal_funding_id", Text, "拨款资金行", "印出的财政拨款。", "Funding row of 财政拨款.", False, "没有印"
        ),
        Column("total_funding_id", Text, "总额资金行", "印出的总额。", "Funding row of the total.", False, "没有印"),
        Column("other_funding_id", Text, "其他资金行", "印出的其他资金。", "Funding row of 其他资金.", False, "没有印"),
        Column("total_stated_yuan", Money, "印出的资金总额（元）", "按印出的换算。", "As printed.", False, "空白"),
        Column("total_proposed_yuan", Money, "建议的总额（元）", "修复建议，待审核。", "Proposed.", False, "没有建议"),
        Column("total_accepted_yuan", Money, "采信的总额（元）", "采信的总额。", "Accepted.", False, "不能采信"),
        Column("total_acceptance", Text, "总额采信方式", "as_printed、proposed 等。", "How accepted.", False, "没有印"),
        Column(
            "other_funds_stated_yuan", Money, "印出的其他资金（元）", "按印出的换算。", "As printed.", False, "空白"
        ),
        Column(
            "other_funds_accepted_yuan", Money, "采信的其他资金（元）", "采信的。", "Accepted.", False, "空白或存疑"
        ),
        Column(
            "months_covered", "INTEGER", "印出的月数", "时效指标所印的月份数。", "Months printed.", False, "没有印月份"
        ),
        Column(
            "annual_standard_yuan",
            Money,
            "按标准的全年数（元）",
            "印出的人数×印出的每人每年标准。",
            "Printed heads times the printed standard per person and year.",
            False,
            "没有同时印出人数与年标准",
        ),
        Column("heads_target_id", Text, "人数指标值", "印出的人数。", "Target of the heads.", False, "没有年标准"),
        Column(
            "standard_target_id", Text, "标准指标值", "印出的年标准。", "Target of the standard.", False, "没有年标准"
        ),
        Column("months_target_id", Text, "月份指标值", "印出的月份。", "Target of the months.", False, "没有印月份"),
        Column(
            "is_part_year",
            "BOOLEAN",
            "只列部分月份",
            "印有不满全年的月份，且按标准的全年数超过拨款一成以上。",
            "Months short of a year are printed and the annual standard exceeds the money by over a tenth.",
            True,
        ),
        _ANNUALISED,
        Column("indicator_count", "BIGINT", "指标数", "印出的指标，含声明为无的。", "Printed indicators.", True),
        Column("declared_none_count", "BIGINT", "声明为无数", "印「无」的指标。", "Declared none.", True),
        Column(
            "real_indicator_count", "BIGINT", "实有指标数", "不含声明为无的。", "Without those declared none.", True
        ),
        Column("quantified_count", "BIGINT", "量化指标数", "指标值是数的。", "Whose target is a number.", True),
        Column("quantified_share", Share, "量化比例", "量化数÷实有数。", "Quantified over real.", False, "没有指标"),
        Column(
            "is_counted",
            "BOOLEAN",
            "计入合计",
            "同一项目印在几份文档中的只计一份；部门整体表不计。",
            "A project that stands in several documents is counted once; department-wide tables are not.",
            True,
        ),
        Column("not_counted_reason", Text, "不计的原因", "为什么不计入合计。", "Why not counted.", False, "计入"),
        Column("source_cell_id", Text, "来源单元格", "项目名称所在的单元格。", "Cell of the name.", True),
    ),
    ("row_id",),
    (ForeignKey("project_id", "core.fact_project", "project_id"),),
)

mart_agency_year = Table(
    "marts",
    "mart_agency_year",
    "单位年度合计",
    "单位×年度一行",
    "one row per agency and year",
    "单位全年的合计；两份文件未必是两份完整预算，能否比较见 is_comparable。",
    (
        _ROW_ID,
        *_WHO,
        _FORM_TYPES,
        Column("document_count", "BIGINT", "文档数", "所依据的文档数。", "Documents.", True),
        _PROJECT_COUNT,
        Column("unaccepted_count", "BIGINT", "拨款未采信数", "财政拨款没有采信的项目。", "Not accepted.", True),
        Column("part_year_count", "BIGINT", "部分月份项目数", "只列部分月份的项目。", "Part-year projects.", True),
        _FUNDING,
        _TRUSTED,
        Column(
            "total_stated_yuan", Money, "印出总额合计（元）", "印出的年度资金总额相加。", "Stated.", False, "都空白"
        ),
        Column(
            "total_with_proposed_yuan",
            Money,
            "总额合计含建议（元）",
            "采信的总额加待审核的修复建议。",
            "Accepted totals and proposed repairs.",
            False,
            "都空白",
        ),
        Column("other_funds_stated_yuan", Money, "印出的其他资金（元）", "印出的。", "As printed.", False, "都空白"),
        Column(
            "other_funds_accepted_yuan", Money, "采信的其他资金（元）", "采信的。", "Accepted.", False, "都空白或存疑"
        ),
        _ANNUALISED,
        _WITHOUT_WORKFORCE,
        Column("indicator_count", "BIGINT", "指标数", "含声明为无的。", "Printed indicators.", True),
        Column(
            "real_indicator_count", "BIGINT", "实有指标数", "不含声明为无的。", "Without those declared none.", True
        ),
        Column("quantified_count", "BIGINT", "量化指标数", "指标值是数的。", "Whose target is a number.", True),
        Column("quantified_share", Share, "量化比例", "量化数÷实有数。", "Quantified over real.", False, "没有指标"),
        *_COMPARABLE,
    ),
    ("row_id",),
)

mart_funding_per_community = Table(
    "marts",
    "mart_funding_per_community",
    "每社区财政拨款",
    "单位×年度一行",
    "one row per agency and year",
    "元；分母是单位所管街道自己的社区数，从不用县的。是工作量的比较，不是需要的比较。",
    (
        _ROW_ID,
        *_WHO,
        _FORM_TYPES,
        _PROJECT_COUNT,
        _FUNDING,
        _TRUSTED,
        *_COMMUNITIES,
        _PER_COMMUNITY,
        _ANNUALISED,
        Column(
            "funding_annualised_per_community_yuan",
            Money,
            "每社区折全年情景（元）",
            "折全年情景÷社区数。",
            "Annualised scenario per community.",
            False,
            "没有分子或分母",
        ),
        _WITHOUT_WORKFORCE,
        Column(
            "funding_without_workforce_per_community_yuan",
            Money,
            "每社区不含社区工作者队伍（元）",
            "不含社区工作者队伍÷社区数。",
            "Without community workforce, per community.",
            False,
            "没有分子或分母",
        ),
        *_COMPARABLE,
    ),
    ("row_id",),
)

mart_funding_per_capita = Table(
    "marts",
    "mart_funding_per_capita",
    "人均财政拨款",
    "单位×年度×人口数一行",
    "one row per agency, year and population figure",
    "元／人；每个单位每年只有一行 is_primary：各地同一口径、同一时点的那个分母。预算年度与普查年份不同。",
    (
        _ROW_ID,
        *_WHO,
        _FORM_TYPES,
        _PROJECT_COUNT,
        _FUNDING,
        _TRUSTED,
        *_POPULATION,
        Column("population_definition", Text, "人口口径", "常住人口的口径。", "Definition.", False, "没有人口数"),
        Column("is_primary", "BOOLEAN", "主分母", "各地同口径同时点的那一行。", "The like-for-like row.", True),
        _PER_CAPITA,
        _ANNUALISED,
        Column(
            "funding_annualised_per_capita_yuan",
            Money,
            "人均折全年情景（元）",
            "折全年情景÷常住人口。",
            "Annualised scenario per resident.",
            False,
            "没有分子或分母",
        ),
        _WITHOUT_WORKFORCE,
        Column(
            "funding_without_workforce_per_capita_yuan",
            Money,
            "人均不含社区工作者队伍（元）",
            "不含社区工作者队伍÷常住人口。",
            "Without community workforce, per resident.",
            False,
            "没有分子或分母",
        ),
        *_COMPARABLE,
    ),
    ("row_id",),
)

mart_funding_by_category = Table(
    "marts",
    "mart_funding_by_category",
    "按指标类别的财政拨款",
    "单位×年度×二级指标×读法一行",
    "one row per agency, year, dimension and reading",
    "钱不是按指标编的。前两种读法中同一项目的钱在各类重复出现，不可相加；只有 allocated_equally（人为均摊）可以相加。",
    (
        _ROW_ID,
        *_WHO,
        Column("category", Text, "一级指标", "output、cost、benefit、satisfaction。", "Category.", False, "未认出"),
        Column("category_name", Text, "一级指标名", "一级指标中文名。", "Category in Chinese.", False, "未认出"),
        Column("dimension", Text, "二级指标", "quantity、quality 等。", "Dimension.", False, "未认出"),
        Column("dimension_name", Text, "二级指标名", "二级指标中文名。", "Dimension in Chinese.", False, "未认出"),
        Column(
            "reading",
            Text,
            "读法",
            "has_indicator：该类有实有指标的项目；has_quantified_indicator：该类有量化指标的项目；"
            "allocated_equally：项目的钱在其实有指标间均摊。",
            "Which reading of funding per category.",
            True,
            allowed=("has_indicator", "has_quantified_indicator", "allocated_equally"),
        ),
        _PROJECT_COUNT,
        Column("indicator_count", "BIGINT", "指标数", "该读法下的指标数。", "Indicators of the reading.", True),
        Column(
            "funding_yuan",
            Money,
            "财政拨款（元）",
            "采信的财政拨款；没有项目为 0。",
            "Accepted; 0 with no project.",
            False,
            "有项目而没有采信的金额",
        ),
        Column(
            "funding_share", Share, "占单位比例", "占单位全年财政拨款。", "Share of the agency's.", False, "合计为空"
        ),
        Column(
            "funding_bare_number_yuan",
            Money,
            "只靠无单位的数（元）",
            "其中量化只靠没有单位的数（如「1」）的项目的拨款。",
            "Of it, projects quantified only by a number without unit.",
            False,
            "不是量化读法",
        ),
        Column(
            "funding_date_only_yuan",
            Money,
            "只印日期（元）",
            "未计入：该类没有量化、只印日期或月份的项目的拨款。",
            "Not in it: projects that print only a date or months.",
            False,
            "不是量化读法",
        ),
        *_COMPARABLE,
    ),
    ("row_id",),
)

mart_funding_by_topic = Table(
    "marts",
    "mart_funding_by_topic",
    "按政策主题的财政拨款",
    "单位×年度×主题一行",
    "one row per agency, year and topic",
    "每个项目一个主题，可以相加。没有的主题没有行：文件里没有，不等于零。两地都有的主题才是同类相比。",
    (
        _ROW_ID,
        *_WHO,
        *_TOPIC,
        _FORM_TYPES,
        _PROJECT_COUNT,
        Column("unaccepted_count", "BIGINT", "拨款未采信数", "财政拨款没有采信的项目。", "Not accepted.", True),
        Column("part_year_count", "BIGINT", "部分月份项目数", "只列部分月份的项目。", "Part-year projects.", True),
        _FUNDING,
        Column(
            "funding_share", Share, "占单位比例", "占单位全年财政拨款。", "Share of the agency's.", False, "合计为空"
        ),
        _ANNUALISED,
        *_COMMUNITIES,
        _PER_COMMUNITY,
        *_POPULATION,
        _PER_CAPITA,
        *_COMPARABLE,
    ),
    ("row_id",),
)

mart_unit_cost = Table(
    "marts",
    "mart_unit_cost",
    "单位成本",
    "项目（或几个项目）×算法×分母一行",
    "one row per project (or group of projects), basis and denominator",
    "元；由拨款÷数量目标，或直接印出的标准（如 220元/人/年）。项目总额÷数量是平均数，不是单价。",
    (
        _ROW_ID,
        *_WHO,
        *_TOPIC,
        Column("project_id", Text, "项目编号", "项目表。", "Project form.", False, "由几个项目合成"),
        Column("project_name", Text, "项目名称", "项目名称；几个的以顿号相连。", "Project name(s).", False, "没有印出"),
        Column(
            "basis",
            Text,
            "算法",
            "funding_over_quantity（拨款÷数量）、printed_rate（印出的标准）、same_people（同一批人的几个项目合计÷人数）。",
            "How it was worked out.",
            True,
            allowed=("funding_over_quantity", "printed_rate", "same_people"),
        ),
        Column(
            "cost_subject",
            Text,
            "费用内容",
            "报酬、社保、培训等，见 core.ref_cost_subject。",
            "What it pays.",
            False,
            "其他",
        ),
        Column(
            "denominator",
            Text,
            "分母",
            "worker、person_served、session 等，见 core.ref_denominator。",
            "What it is per.",
            True,
        ),
        Column("denominator_name", Text, "分母名称", "分母中文名。", "Denominator in Chinese.", True),
        Column("period", Text, "期间", "year、month；总额除数量的为 year。", "Period.", False, "没有印出"),
        Column("indicator_name", Text, "指标名称", "数量或标准所在的指标。", "Its indicator.", False, "几个指标"),
        Column("target_printed", Text, "指标值原文", "数量或标准的原文。", "Target as printed.", False, "几个指标"),
        Column("comparator", Text, "比较符", "印出的比较符。", "Printed comparator.", False, "几个指标"),
        _FUNDING,
        Column("quantity", Number, "数量", "分母的数量（基本单位）。", "Quantity in base units.", False, "印出的标准"),
        Column(
            "unit_cost_yuan", Money, "单位成本（元）", "每一分母的元数。", "Yuan per denominator.", False, "没有拨款"
        ),
        Column("target_id", Text, "指标值编号", "数量或标准。", "The target.", False, "几个指标"),
        *_COMPARABLE,
    ),
    ("row_id",),
)


def _side(side: str, zh: str) -> tuple[Column, ...]:
    return (
        Column(f"{side}_target_id", Text, f"{zh}指标值", f"{zh}的指标值编号。", f"Target on the {side}.", True),
        Column(f"{side}_agency_id", Text, f"{zh}单位编号", f"{zh}的单位。", f"Agency on the {side}.", True),
        Column(f"{side}_agency_name", Text, f"{zh}单位", f"{zh}的单位名称。", f"Agency on the {side}.", True),
        Column(
            f"{side}_district_name", Text, f"{zh}县区", f"{zh}的县区。", f"District on the {side}.", False, "未判定"
        ),
        Column(
            f"{side}_fiscal_year", "INTEGER", f"{zh}年度", f"{zh}的年度。", f"Year on the {side}.", False, "没有印出"
        ),
        Column(f"{side}_indicator_name", Text, f"{zh}指标", f"{zh}的指标名称。", f"Indicator on the {side}.", True),
        Column(
            f"{side}_target_printed", Text, f"{zh}原文", f"{zh}的指标值原文。", f"As printed, {side}.", False, "空白"
        ),
        Column(
            f"{side}_bound",
            Number,
            f"{zh}门槛",
            f"{zh}在方向一侧的数（基本单位）：越高越好取下限，越低越好取上限。",
            f"The bound that faces the direction, {side}.",
            False,
            "没有这样的数",
        ),
    )


mart_target_comparison = Table(
    "marts",
    "mart_target_comparison",
    "目标比较",
    "同一度量的两个指标值一行",
    "one row per pair of targets of the same measure",
    "左比右：更高、更低、相同或不可比。不同单位之间同年相比，同一单位相邻年度相比；每个单位只与同组其后 2 个单位相比，"
    "其余可由传递性推出。",
    (
        _ROW_ID,
        Column("measure_code", Text, "度量", "见 core.ref_measure。", "Measure.", True),
        Column("measure_name", Text, "度量名称", "度量中文名。", "Measure in Chinese.", True),
        *_TOPIC,
        Column("dimension", Text, "二级指标", "二级指标代码。", "Dimension.", True),
        Column(
            "direction",
            Text,
            "方向",
            "higher 越高越好，lower 越低越好，unknown 不知。",
            "Which way is better.",
            True,
            allowed=("higher", "lower", "unknown"),
        ),
        Column(
            "compares",
            Text,
            "比什么",
            "agencies（不同单位同年）或 years（同一单位不同年）。",
            "Between agencies or between years.",
            True,
            allowed=("agencies", "years"),
        ),
        *_side("left", "左"),
        *_side("right", "右"),
        Column("unit", Text, "基本单位", "两边共同的基本单位及分母。", "Common base unit.", False, "不同或没有"),
        Column(
            "relation",
            Text,
            "左比右",
            "harder（更难）、easier（更易）、same（相同）、not_comparable（不可比）。",
            "The left beside the right.",
            True,
            allowed=("harder", "easier", "same", "not_comparable"),
        ),
        *_COMPARABLE,
    ),
    ("row_id",),
)

mart_coverage = Table(
    "marts",
    "mart_coverage",
    "覆盖情况",
    "县区×年度×表格种类一行",
    "one row per district, year and form type",
    "收到什么、读了什么、能用什么：一切数字的边界。",
    (
        _ROW_ID,
        *_PLACE[:2],
        _YEAR,
        Column("form_type", Text, "表格种类", "target_table、approval_table 等。", "Form type.", False, "未判定"),
        Column(
            "documents_expected", "BIGINT", "应有文档", "登记或收到过的，不含重复的。", "Registered or received.", True
        ),
        Column("documents_received", "BIGINT", "收到文档", "收到的文件。", "Received.", True),
        Column("documents_read", "BIGINT", "全部读出", "全部读出的。", "Read whole.", True),
        Column("documents_partly_read", "BIGINT", "部分读出", "只读出一部分的。", "Read in part.", True),
        Column("documents_refused", "BIGINT", "拒读", "读不了的。", "Refused.", True),
        Column("documents_duplicate", "BIGINT", "重复", "与别的文档内容相同的。", "Duplicates.", True),
        Column("documents_withdrawn", "BIGINT", "撤回", "登记过而不再有的。", "Withdrawn or missing.", True),
        Column("documents_usable", "BIGINT", "可用", "读出且含项目表的。", "Read and holding projects.", True),
        _PROJECT_COUNT,
        Column("projects_not_counted", "BIGINT", "不计的项目", "重复或部门整体表。", "Projects not counted.", True),
        Column("indicator_count", "BIGINT", "指标数", "含声明为无的。", "Printed indicators.", True),
        Column("targets_read", "BIGINT", "读出的指标值", "读出的，含定性。", "Targets read.", True),
        Column("targets_quantified", "BIGINT", "量化的指标值", "是数的。", "Targets that are numbers.", True),
        Column("targets_declared_none", "BIGINT", "声明为无", "印「无」的。", "Declared none.", True),
        Column("targets_blank", "BIGINT", "空白", "有指标而没有值。", "Blank.", True),
        Column("targets_unreadable", "BIGINT", "读不出", "读不出的。", "Unreadable.", True),
        Column("cells_non_blank", "BIGINT", "有字单元格", "印有文字的单元格。", "Printed cells.", True),
        Column("cells_used", "BIGINT", "采用", "被采用的。", "Used.", True),
        Column("cells_ignored", "BIGINT", "按名忽略", "按名忽略的。", "Ignored by name.", True),
        Column("cells_refused", "BIGINT", "拒绝", "拒绝的。", "Refused.", True),
        Column("funding_stated_yuan", Money, "印出的财政拨款（元）", "印出的。", "Stated.", False, "没有"),
        _FUNDING,
        Column(
            "is_whole_list",
            "BOOLEAN",
            "是否整张清单",
            "目标表按全部项目公开；批复表只含已批复的。",
            "Whether the form type lists all projects.",
            True,
        ),
        *_COMPARABLE,
    ),
    ("row_id",),
)

mart_change = Table(
    "marts",
    "mart_change",
    "与上次发布相比的变化",
    "变化的每个项目、金额、指标值一行",
    "one row per project, amount or target that changed since the last release",
    "第一次发布没有可比的，为空表。原因由文档内容、解析版本与更正判定。",
    (
        _ROW_ID,
        Column(
            "subject",
            Text,
            "对象",
            "project、funding、target。",
            "What changed.",
            True,
            allowed=("project", "funding", "target"),
        ),
        Column(
            "change_kind",
            Text,
            "变化",
            "new、gone、changed。",
            "Kind of change.",
            True,
            allowed=("new", "gone", "changed"),
        ),
        Column(
            "cause",
            Text,
            "原因",
            "source（新来源）、replaced（来源换了内容）、withdrawn（来源撤回）、correction（更正）、parser（读法改进）、"
            "reference（参考数据）。",
            "Why it changed.",
            True,
            allowed=("source", "replaced", "withdrawn", "correction", "parser", "reference"),
        ),
        Column("path", Text, "路径", "所在文档的路径。", "Path of the document.", True),
        Column("record_id", Text, "编号", "现在（没有则为从前）的编号。", "Id now, or before.", True),
        Column(
            "previous_record_id", Text, "从前的编号", "上次发布中的编号。", "Id in the last release.", False, "新的"
        ),
        Column("project_name", Text, "项目名称", "项目名称。", "Project name.", False, "没有印出"),
        Column("what", Text, "是什么", "资金来源与口径，或指标名称。", "Fund source or indicator.", False, "项目本身"),
        Column("previous_value", Text, "从前", "上次发布中的值。", "Value before.", False, "没有"),
        Column("current_value", Text, "现在", "现在的值。", "Value now.", False, "没有"),
        Column("message_zh", Text, "说明", "一句话。", "A sentence.", True),
        Column("source_cell_id", Text, "来源单元格", "现在的单元格。", "Cell now.", False, "已不在"),
    ),
    ("row_id",),
)

mart_reconciliation = Table(
    "marts",
    "mart_reconciliation",
    "勾稽",
    "每一处可以验算的等式一行",
    "one row per equation that the printed text lets us check",
    "数量×标准、目标所引标准、来源合计、成本指标与金额、权重、序号、同一事实、人群覆盖：两边、差额与所用的每一个单元格。",
    (
        _ROW_ID,
        *_WHO,
        *_PROJECT,
        Column("document_id", Text, "文档编号", "所在文档。", "Its document.", True),
        Column("relation", Text, "等式代码", "quantity_times_standard 等。", "Which equation.", True),
        Column("relation_name", Text, "等式", "等式的中文名。", "The equation in Chinese.", True),
        Column(
            "outcome",
            Text,
            "结果代码",
            "agrees、rounding、factor_10000、part_year、contradicts、undecidable。",
            "What came out.",
            True,
        ),
        Column("outcome_name", Text, "结果", "结果的中文名。", "What came out, in Chinese.", True),
        Column("left_printed", Text, "左边", "左边的算式，用印出的数。", "Left side, in the printed numbers.", True),
        Column("left_value", Number, "左边的数", "左边算出的数。", "Left side worked out.", False, "算不出"),
        Column("right_printed", Text, "右边", "右边印出的数。", "Right side as printed.", True),
        Column("right_value", Number, "右边的数", "右边的数。", "Right side.", False, "没有印出"),
        Column("unit", Text, "单位", "两边的单位代码。", "Unit of both sides.", False, "只是个数"),
        Column("difference", Number, "左减右", "左边减右边。", "Left minus right.", False, "算不出"),
        Column("ratio", "DECIMAL(38, 6)", "左比右", "左边除以右边。", "Left over right.", False, "算不出或右边是零"),
        Column("reason", Text, "说明", "不相符或不能判定的缘由。", "Why it does not agree.", False, "相符"),
        Column("source_cell_ids", "VARCHAR[]", "所用单元格", "两边用到的每一个单元格。", "Every cell used.", True),
    ),
    ("row_id",),
    (ForeignKey("project_id", "core.fact_project", "project_id"),),
)

mart_lineage = Table(
    "marts",
    "mart_lineage",
    "数字的来历",
    "某表某行某列的每一部分一行",
    "one row per part of a number of a mart",
    "数字是各 term 之和、各 factor 之积，或 numerator 之和除以 denominator 之和。每一部分指向单元格、参考数据或文档。"
    "是视图：问到哪一行才算哪一行；给出 mart_name 与 mart_row_id 最快。数字本身在该表的该行该列。",
    (
        Column("lineage_id", Text, "编号", "行、列、部分、记录。", "Row, column, part and record.", True),
        Column("mart_name", Text, "表", "表名。", "Mart.", True),
        Column("mart_row_id", Text, "行编号", "该表的 row_id。", "row_id of the mart.", True),
        Column("column_name", Text, "列", "列名。", "Column.", True),
        Column(
            "part",
            Text,
            "部分",
            "term 相加；factor 相乘；numerator 与 denominator 相除。",
            "term, factor, numerator or denominator.",
            True,
            allowed=("term", "factor", "numerator", "denominator"),
        ),
        Column("contribution", Number, "贡献", "这一部分的数。", "What this part gives.", True),
        Column(
            "source_kind",
            Text,
            "来源种类",
            "cell（印出的单元格）、reference（参考数据）、document（文档本身）、row（本库另一行的一列，其来历也在本表）。",
            "cell, reference, document, or row: a column of another row, whose own parts stand here too.",
            True,
            allowed=("cell", "reference", "document", "row"),
        ),
        Column("source_cell_id", Text, "来源单元格", "印出它的单元格。", "Cell it is printed in.", False, "不是单元格"),
        Column("record_id", Text, "记录", "资金、指标值、项目、文档或参考数据。", "Record it comes from.", True),
    ),
    ("lineage_id",),
    is_view=True,
)

TABLES: tuple[Table, ...] = (
    mart_funding_part,
    mart_project,
    mart_agency_year,
    mart_funding_per_community,
    mart_funding_per_capita,
    mart_funding_by_category,
    mart_funding_by_topic,
    mart_unit_cost,
    mart_target_comparison,
    mart_coverage,
    mart_change,
    mart_reconciliation,
    mart_lineage,
)
"""In the order of building: what another mart reads comes first."""
