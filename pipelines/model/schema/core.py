"""core: dimensions, facts and reference data that every mart and every check builds on."""

from __future__ import annotations

from pipelines.model.codes import ACCEPTANCES
from pipelines.model.schema.staging import cost_subject as _cost_subject
from pipelines.model.schema.staging import denominator as _denominator
from pipelines.model.schema.staging import indicator as _staged
from pipelines.model.schema.staging import measure as _measure
from pipelines.model.schema.table import Column, ForeignKey, Money, Table, Text

_RELEASE = (
    Column("release_id", Text, "发布编号", "所在发布的编号。", "The release it belongs to.", True),
    Column("parser_version", Text, "解析版本", "由代码与参考数据得出。", "Derived from code and reference data.", True),
)
_SOURCE_CELL = Column("source_cell_id", Text, "来源单元格", "读出它的单元格。", "The cell it was read from.", True)
_PROJECT_ID = Column("project_id", Text, "项目编号", "项目表的编号。", "Project form.", True)


def _dimension(name: str, zh: str, key: str, grain_zh: str, grain_en: str, *more: Column) -> Table:
    return Table(
        "core",
        name,
        zh,
        grain_zh,
        grain_en,
        "经审核的代码表。",
        (
            Column(key, Text, "代码", "代码。", "Code.", True),
            Column("name_zh", Text, "中文名", "中文名称。", "Chinese name.", True),
            Column("name_en", Text, "英文名", "英文名称。", "English name.", False, "没有英文名"),
            *more,
        ),
        (key,),
    )


dim_document = Table(
    "core",
    "dim_document",
    "文档",
    "每个文档一行",
    "one row per document",
    "一个文件也不会消失：读不了的也在这里，并说明原因。",
    (
        Column("document_id", Text, "文档编号", "由文件内容得出的稳定编号。", "Stable id made from the content.", True),
        Column("path", Text, "路径", "相对于原始目录的路径。", "Path relative to the raw directory.", True),
        Column("sha256", Text, "内容摘要", "SHA-256。", "SHA-256 of the content.", True),
        Column("media_type", Text, "媒体类型", "由内容判定。", "Found from the content.", False, "无法判定"),
        Column("title", Text, "标题", "登记的或印出的标题。", "Registered or printed title.", False, "没有印出"),
        Column("publisher", Text, "发布单位", "登记的发布单位。", "Registered publisher.", False, "没有登记"),
        Column("form_type", Text, "表格种类", "target_table、approval_table 等。", "Form type.", False, "未判定"),
        Column("layout", Text, "版式", "起决定作用的版式。", "Layout that decided.", False, "未识别"),
        Column("fiscal_year", "INTEGER", "预算年度", "预算年度。", "Fiscal year.", False, "没有印出"),
        Column("district_code", Text, "区划代码", "GB/T 2260 六位代码。", "County code.", False, "未判定"),
        Column("place_code", Text, "地方代码", "街道、乡镇或县。", "Street or county.", False, "未判定"),
        Column("obtained_on", "DATE", "取得日期", "取得日期。", "Date of receipt.", False, "没有登记"),
        Column("state", Text, "状态", "read、partly_read、refused、duplicate、withdrawn。", "State.", True),
        Column("state_reason", Text, "状态原因", "拒读、重复或撤回的原因。", "Why.", False, "正常"),
        Column("cells_non_blank", "INTEGER", "有字单元格数", "印有文字的单元格。", "Printed cells.", True),
        Column("cells_used", "INTEGER", "采用数", "被采用的。", "Used.", True),
        Column("cells_ignored", "INTEGER", "按名忽略数", "按名忽略的。", "Ignored by name.", True),
        Column("cells_refused", "INTEGER", "拒绝数", "拒绝的。", "Refused.", True),
        *_RELEASE,
    ),
    ("document_id",),
)

dim_district = _dimension(
    "dim_district",
    "区划与地方",
    "place_code",
    "每个地方（县、街道）一行",
    "one row per place",
    Column("place_level", Text, "层级", "region、prefecture、county、street。", "Level.", True),
    Column("parent_code", Text, "上级代码", "上一级地方。", "Parent place.", False, "最上级"),
    Column("district_code", Text, "县级代码", "所属县级六位代码。", "County it belongs to.", False, "县级以上"),
)

dim_agency = Table(
    "core",
    "dim_agency",
    "单位",
    "每个实施单位一行",
    "one row per spending unit",
    "按去空白、去代码的名称归并。",
    (
        Column("agency_id", Text, "单位编号", "由区划与名称得出。", "Made from district and name.", True),
        Column("agency_name", Text, "单位名称", "去空白、去代码的名称。", "Name without blanks and code.", True),
        Column("district_code", Text, "区划代码", "县级代码。", "County code.", False, "未判定"),
        Column("place_code", Text, "地方代码", "它所管的地方（街道），可作分母。", "Place it serves.", False, "未判定"),
    ),
    ("agency_id",),
)

dim_indicator_category = _dimension(
    "dim_indicator_category",
    "指标类别",
    "dimension",
    "每个二级指标类别一行",
    "one row per indicator dimension",
    Column("category", Text, "一级指标", "output、cost、benefit、satisfaction。", "Category.", True),
    Column("category_name_zh", Text, "一级指标名", "一级指标中文名。", "Category in Chinese.", True),
    Column("category_name_en", Text, "一级指标英文名", "一级指标英文名。", "Category in English.", True),
    Column("scheme", Text, "体系", "2015（成本为二级）或 2021（成本为一级）。", "2015 or 2021 scheme.", True),
    Column("sort_order", "INTEGER", "排序", "展示顺序。", "Display order.", True),
)
dim_fund_source = _dimension(
    "dim_fund_source",
    "资金来源",
    "fund_source",
    "每个资金来源一行",
    "one row per fund source",
    Column("parent_fund_source", Text, "上级来源", "属于哪一来源。", "Parent source.", False, "最上级"),
)
dim_unit = _dimension(
    "dim_unit",
    "计量单位",
    "unit",
    "每个单位代码一行",
    "one row per unit code",
    Column("canonical_unit", Text, "基本单位", "换算到的基本单位。", "Base unit.", True),
    Column("factor", "DECIMAL(38, 12)", "换算系数", "一个单位等于多少基本单位。", "Base units in one.", True),
    Column("quantity_kind", Text, "量的种类", "money、length、area 等。", "Kind of quantity.", True),
)
dim_topic = _dimension(
    "dim_topic",
    "政策主题",
    "topic_code",
    "每个政策主题一行",
    "one row per policy topic",
    Column("function_code", Text, "拟对应科目", "政府收支分类科目（拟）。", "Proposed functional code.", False, "未拟"),
    Column("cofog_code", Text, "COFOG", "拟对应的 COFOG。", "Proposed COFOG.", False, "未拟"),
    Column("note", Text, "说明", "依据与存疑。", "Basis and doubts.", False, "无"),
)

ref_place_statistic = Table(
    "core",
    "ref_place_statistic",
    "地方统计",
    "地方×指标×时点×来源一行",
    "one row per place, statistic, as-of date and source",
    "人口、社区数等分母，连同来源与可信等级。",
    (
        Column("place_code", Text, "地方代码", "地方。", "Place.", True),
        Column("statistic", Text, "统计项", "resident_population、community_count 等。", "Statistic.", True),
        Column("value", "DECIMAL(20, 4)", "数值", "数值。", "Value.", True),
        Column("unit", Text, "单位", "单位代码。", "Unit.", True),
        Column("as_of", "DATE", "时点", "数据所属时点。", "As-of date.", True),
        Column("definition", Text, "口径", "统计口径。", "Definition.", True),
        Column("source_title", Text, "来源", "来源名称。", "Source.", True),
        Column("source_address", Text, "来源位置", "网址或文件行号。", "Address or file and line.", False, "没有"),
        Column("source_grade", Text, "可信等级", "R1、R2、R3、S、M。", "Grade.", True),
        Column("is_primary", "BOOLEAN", "主分母", "各地同口径同时点的那一个。", "The like-for-like one.", True),
        Column("note", Text, "说明", "说明。", "Note.", False, "无"),
    ),
    ("place_code", "statistic", "as_of", "source_title"),
)


def _list(name: str, zh: str, staged: Table, note_zh: str) -> Table:
    return Table("core", name, zh, staged.grain_zh, staged.grain_en, note_zh, staged.columns, staged.primary_key)


ref_measure = _list("ref_measure", "度量与方向", _measure, "经审核：指标值可与谁比、越高越好还是越低越好。")
ref_cost_subject = _list("ref_cost_subject", "费用内容", _cost_subject, "经审核：单位成本付的是什么。")
ref_denominator = _list("ref_denominator", "单位成本的分母", _denominator, "经审核：单位成本是每什么。")

fact_project = Table(
    "core",
    "fact_project",
    "项目",
    "文档中每张项目表一行",
    "one row per project form in a document",
    "重复、撤回的文档不在其中。",
    (
        _PROJECT_ID,
        Column("document_id", Text, "文档编号", "所在文档。", "Its document.", True),
        Column("fiscal_year", "INTEGER", "预算年度", "本表的年度，没有则取文档的。", "Fiscal year.", False, "没有印出"),
        Column("district_code", Text, "区划代码", "县级代码。", "County code.", False, "未判定"),
        Column("place_code", Text, "地方代码", "街道或县。", "Street or county.", False, "未判定"),
        Column("agency_id", Text, "单位编号", "实施单位。", "Spending unit.", False, "没有印出"),
        Column(
            "agency_basis",
            Text,
            "单位依据",
            "归属单位取自实施单位、主管部门还是发布单位。",
            "Where the spending unit was taken from.",
            False,
            "没有印出",
            ("agency", "department", "publisher"),
        ),
        Column("agency_name", Text, "实施单位", "实施单位原文。", "Implementing unit.", False, "没有印出"),
        Column("department_name", Text, "主管部门", "主管部门原文。", "Department.", False, "没有印出"),
        Column("project_name", Text, "项目名称", "项目名称原文。", "Project name.", False, "没有印出"),
        Column("project_code", Text, "项目代码", "印出的代码。", "Printed code.", False, "没有印出"),
        Column("scope", Text, "范围", "project 或 department。", "project or department.", True),
        Column("topic_code", Text, "政策主题", "政策主题。", "Policy topic.", False, "未认出"),
        Column("nature_printed", Text, "项目属性原文", "原文。", "Nature as printed.", False, "没有印出"),
        Column(
            "project_nature",
            Text,
            "项目属性",
            "new、continuing、one_off、recurring、phased、unmapped。",
            "Nature.",
            False,
            "没有印出",
        ),
        Column("term_printed", Text, "项目期原文", "原文。", "Term as printed.", False, "没有印出"),
        Column(
            "term_years", "DECIMAL(6, 2)", "项目期（年）", "能读出的年数。", "Term in years.", False, "长期或没有印出"
        ),
        Column("form_type", Text, "表格种类", "所在文档的种类。", "Form type.", False, "未判定"),
        _SOURCE_CELL,
        *_RELEASE,
    ),
    ("project_id",),
    (ForeignKey("document_id", "core.dim_document", "document_id"),),
)

fact_objective = Table(
    "core",
    "fact_objective",
    "绩效目标",
    "项目的每段目标文字一行",
    "one row per goal text of a project",
    "目标文字原文。",
    (
        Column("objective_id", Text, "目标编号", "目标编号。", "Goal.", True),
        _PROJECT_ID,
        Column("scope", Text, "口径", "own_level、all_levels、unstated。", "Scope.", True),
        Column("period", Text, "期间", "annual、whole_term、mid_term、unstated。", "Period.", True),
        Column("objective_text", Text, "目标", "目标原文。", "Goal as printed.", True),
        _SOURCE_CELL,
        *_RELEASE,
    ),
    ("objective_id",),
    (ForeignKey("project_id", "core.fact_project", "project_id"),),
)

fact_funding = Table(
    "core",
    "fact_funding",
    "资金",
    "项目×资金来源×口径一行",
    "one row per project, fund source and scope",
    "印出的、读出的、采信的金额是三栏；不可按指标行相加。",
    (
        Column("funding_id", Text, "资金编号", "资金编号。", "Funding row.", True),
        _PROJECT_ID,
        Column("fund_source", Text, "资金来源", "total、fiscal_appropriation、other_funds 等。", "Fund source.", True),
        Column("scope", Text, "口径", "own_level、all_levels、unstated 等。", "Scope.", True),
        Column("amount_printed", Text, "金额原文", "金额原文。", "As printed.", False, "空白"),
        Column("unit_printed", Text, "单位原文", "单位原文。", "Unit as printed.", False, "没有印出"),
        Column("unit_basis", Text, "单位依据", "单位印在何处。", "Where the unit stands.", False, "没有金额"),
        Column(
            "amount_stated_yuan", Money, "印出金额（元）", "按印出的换算。", "Stated amount.", False, "空白或读不出"
        ),
        Column(
            "amount_proposed_yuan", Money, "建议金额（元）", "修复建议，待审核。", "Proposed repair.", False, "没有建议"
        ),
        Column(
            "amount_accepted_yuan",
            Money,
            "采信金额（元）",
            "可以用于汇总的金额。",
            "Accepted amount.",
            False,
            "不能采信",
        ),
        Column(
            "acceptance",
            Text,
            "采信方式",
            "as_printed、blank、proposed、disputed、corrected、unreadable。",
            "How accepted.",
            True,
            allowed=ACCEPTANCES,
        ),
        Column(
            "acceptance_rule",
            Text,
            "采信依据",
            "建议或存疑所依的规则、更正的编号。",
            "Rule or correction.",
            False,
            "照印",
        ),
        Column(
            "is_counted",
            "BOOLEAN",
            "可以汇总",
            "同一项目同一来源印有几个口径时，只有这一行可以跨项目相加。",
            "The one scope of each source that may be added up over projects.",
            True,
        ),
        Column(
            "is_shown",
            "BOOLEAN",
            "代表该来源",
            "同一项目同一来源印有几行时，项目一览所列的那一行：可以汇总的；没有可以汇总的，则先取有修复建议的，再取印有金额的。"
            "全周期、中期与执行数不在其列。",
            "The row that stands for its source in a list of projects: the counted one, else a proposed, else a stated "
            "one; never money of the whole term, the mid term or spent.",
            True,
        ),
        _SOURCE_CELL,
        *_RELEASE,
    ),
    ("funding_id",),
    (
        ForeignKey("project_id", "core.fact_project", "project_id"),
        ForeignKey("fund_source", "core.dim_fund_source", "fund_source"),
    ),
)

fact_indicator = Table(
    "core",
    "fact_indicator",
    "指标",
    "每个印出的指标一行",
    "one row per printed indicator",
    "声明为「无」的也在其中（declared_none）。",
    (
        Column("indicator_id", Text, "指标编号", "指标编号。", "Indicator.", True),
        _PROJECT_ID,
        *(
            _staged.column(n)
            for n in (
                "indicator_no",
                "category",
                "dimension",
                "level1_printed",
                "level2_printed",
                "ordinal_printed",
                "indicator_name",
                "requirement",
                "declared_none",
                "weight",
                "actual_printed",
                "score_printed",
                "direction_printed",
                "standard_printed",
                "note_printed",
                "block",
            )
        ),
        Column(
            "target_kind",
            Text,
            "指标值种类",
            "它的指标值的种类（fact_target.kind），按种类数指标时不必再连接指标值。",
            "Kind of its target, so that counting by kind needs no join.",
            True,
        ),
        Column(
            "target_is_quantified",
            "BOOLEAN",
            "指标值是否量化",
            "它的指标值是数（fact_target.is_quantified）。",
            "Its target is a number.",
            True,
        ),
        _SOURCE_CELL,
        *_RELEASE,
    ),
    ("indicator_id",),
    (ForeignKey("project_id", "core.fact_project", "project_id"),),
)

fact_target = Table(
    "core",
    "fact_target",
    "指标值",
    "每个指标的指标值一行",
    "one row per target of an indicator",
    "与 fact_indicator 一一对应。",
    (
        Column("target_id", Text, "指标值编号", "指标值编号。", "Target.", True),
        Column("indicator_id", Text, "指标编号", "所属指标。", "Its indicator.", True),
        _PROJECT_ID,
        *(
            _staged.column(n)
            for n in (
                "target_printed",
                "kind",
                "comparator",
                "low",
                "high",
                "low_open",
                "high_open",
                "unit_printed",
                "unit",
                "counted",
                "per",
                "canonical_low",
                "canonical_high",
                "canonical_unit",
                "date_from",
                "date_to",
                "change_direction",
                "scale",
                "grade",
                "implied",
                "uncertain",
                "likely",
                "reason_code",
                "reason",
            )
        ),
        Column(
            "is_quantified",
            "BOOLEAN",
            "是否量化",
            "值是数（百分比、金额、数量、比率、时长）。",
            "The target is a number.",
            True,
        ),
        _SOURCE_CELL,
        *_RELEASE,
    ),
    ("target_id",),
    (ForeignKey("indicator_id", "core.fact_indicator", "indicator_id"),),
)

TABLES = (
    dim_district,
    dim_indicator_category,
    dim_fund_source,
    dim_unit,
    dim_topic,
    ref_place_statistic,
    ref_measure,
    ref_cost_subject,
    ref_denominator,
    dim_document,
    dim_agency,
    fact_project,
    fact_objective,
    fact_funding,
    fact_indicator,
    fact_target,
)
"""In the order of building: what is pointed to comes first."""
