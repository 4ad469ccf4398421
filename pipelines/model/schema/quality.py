"""quality: the rules, what they found, arithmetic, the ledger, suites, corrections, waivers and trust."""

from __future__ import annotations

from pipelines.model.schema.table import Column, ForeignKey, Money, Number, Table, Text

_RULE = Column("rule_code", Text, "规则代码", "应当成立的主张的代码。", "Code of the claim that should hold.", True)
_DOCUMENT = Column("document_id", Text, "文档编号", "所涉文档。", "Document concerned.", False, "不属于某一文档")
_PROJECT = Column("project_id", Text, "项目编号", "所涉项目。", "Project concerned.", False, "不属于某一项目")
_INDICATOR = Column("indicator_id", Text, "指标编号", "所涉指标。", "Indicator concerned.", False, "不属于某一指标")
_CELL = Column("source_cell_id", Text, "单元格", "首先要看的单元格。", "Cell to look at first.", False, "没有单元格")
_CELLS = Column("source_cell_ids", "VARCHAR[]", "全部单元格", "所涉的全部单元格。", "All cells concerned.", True)
_RELEASE = Column("release_id", Text, "发布编号", "所在发布的编号。", "The release it belongs to.", True)

rule = Table(
    "quality",
    "rule",
    "规则",
    "每条规则一行",
    "one row per rule",
    "目录是 expectations/rules.yml；规则是应当成立的主张。",
    (
        _RULE,
        Column("severity", Text, "严重程度", "error、warning、info。", "error, warning, info.", True),
        Column("dimension", Text, "质量维度", "完整、有效、一致、准确、唯一、及时。", "Quality dimension.", True),
        Column(
            "review_opinion_code", "INTEGER", "审核意见代码", "财政审核意见，1 至 11。", "Opinion, 1-11.", False, "无"
        ),
        Column("review_opinion_zh", Text, "审核意见", "财政审核意见。", "Reviewers' opinion.", False, "无"),
        Column("source", Text, "出处", "领域规则编号或文件。", "Number in the field's rules, or a document.", True),
        Column("found_by", Text, "由何发现", "parser、sql、suite、pipeline。", "parser, sql, suite or pipeline.", True),
        Column("title_zh", Text, "规则", "规则的中文说法。", "The rule in Chinese.", True),
        Column("claim_en", Text, "主张", "规则的英文说法。", "The claim in English.", True),
        Column("mend_zh", Text, "怎样改", "给经办人的改法。", "How to mend it.", True),
        Column(
            "finding_count", "INTEGER", "问题数", "本次发现的问题数，不计豁免。", "Findings, waived ones apart.", True
        ),
    ),
    ("rule_code",),
)

finding = Table(
    "quality",
    "finding",
    "问题",
    "规则在一处不成立，一行",
    "one row per place where a rule does not hold",
    "一个原因只有一行；编号逐晚不变；豁免的仍在，is_waived 为真。",
    (
        Column(
            "finding_id", Text, "问题编号", "由规则与位置得出，逐晚不变。", "Made from rule and place; stable.", True
        ),
        _RULE,
        Column("severity", Text, "严重程度", "error、warning、info。", "error, warning, info.", True),
        _DOCUMENT,
        _PROJECT,
        _INDICATOR,
        _CELL,
        _CELLS,
        Column("printed", Text, "印出的", "印出的内容。", "As printed.", False, "没有印出"),
        Column("expected", Text, "应为", "应当是什么。", "What it should be.", False, "无从得知"),
        Column("difference", Text, "相差", "两边的差。", "How far apart.", False, "不是数"),
        Column("message_zh", Text, "说明", "给经办人的一句话。", "A sentence for the clerk.", True),
        Column("mend_zh", Text, "怎样改", "怎样改。", "How to mend it.", True),
        Column("review_opinion_code", "INTEGER", "审核意见代码", "1 至 11。", "Opinion, 1-11.", False, "无"),
        Column("review_opinion_zh", Text, "审核意见", "财政审核意见。", "Reviewers' opinion.", False, "无"),
        Column("first_seen_release", Text, "首见发布", "首次出现的发布。", "Release of its first sight.", True),
        Column("last_seen_release", Text, "最近发布", "最近一次出现的发布。", "Release of its last sight.", True),
        Column("is_waived", "BOOLEAN", "已豁免", "有未到期的豁免。", "A waiver in force covers it.", True),
        Column("waiver_id", Text, "豁免编号", "所依的豁免。", "The waiver.", False, "没有豁免"),
    ),
    ("finding_id",),
    (ForeignKey("rule_code", "quality.rule", "rule_code"),),
)

ledger = Table(
    "quality",
    "ledger",
    "单元格台账",
    "每个文档一行",
    "one row per document",
    "采用＋忽略＋拒绝＝有字单元格；不相等则不发布。",
    (
        Column("document_id", Text, "文档编号", "文档。", "Document.", True),
        Column("cells_non_blank", "INTEGER", "有字单元格数", "印有文字的单元格。", "Printed cells.", True),
        Column("cells_used", "INTEGER", "采用数", "被采用的。", "Used.", True),
        Column("cells_ignored", "INTEGER", "按名忽略数", "按名忽略的。", "Ignored by name.", True),
        Column("cells_refused", "INTEGER", "拒绝数", "拒绝的。", "Refused.", True),
        Column(
            "is_balanced", "BOOLEAN", "相符", "三者相加等于全部，且各有原因。", "They add up, each with a reason.", True
        ),
    ),
    ("document_id",),
)

reconciliation = Table(
    "quality",
    "reconciliation",
    "勾稽",
    "每一处可以验算的等式一行",
    "one row per equation that the printed text lets us check",
    "数量×标准、来源合计、成本与预算、权重、序号、同一事实。",
    (
        Column("reconciliation_id", Text, "勾稽编号", "由等式与位置得出。", "Made from equation and place.", True),
        Column("document_id", Text, "文档编号", "所在文档。", "Its document.", True),
        Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
        Column(
            "relation",
            Text,
            "等式",
            "quantity_times_standard、quoted_standard、cost_share、tariff、funding_sources、cost_target、weights、ordinals、same_fact、"
            "coverage。",
            "Which equation.",
            True,
        ),
        Column(
            "outcome",
            Text,
            "结果",
            "agrees、rounding、factor_10000、part_year、contradicts、undecidable。",
            "What came out.",
            True,
        ),
        Column("left_zh", Text, "左边", "左边的算式。", "Left side in words.", True),
        Column("left_value", Number, "左边的数", "左边的数。", "Left side.", False, "算不出"),
        Column("right_zh", Text, "右边", "右边的算式。", "Right side in words.", True),
        Column("right_value", Number, "右边的数", "右边的数。", "Right side.", False, "没有印出"),
        Column("unit", Text, "单位", "两边的单位代码。", "Unit of both sides.", False, "只是个数"),
        Column("difference", Number, "左减右", "左边减右边。", "Left minus right.", False, "算不出"),
        Column("ratio", "DECIMAL(38, 6)", "左比右", "左边除以右边。", "Left over right.", False, "算不出"),
        Column("reason_zh", Text, "说明", "结果的缘由。", "Why it came out so.", False, "相符"),
        Column(
            "indicator_id", Text, "指标编号", "首先要看的指标。", "Indicator to look at first.", False, "不属于指标"
        ),
        Column("source_cell_id", Text, "单元格", "首先要看的单元格。", "Cell to look at first.", True),
        _CELLS,
    ),
    ("reconciliation_id",),
)

suite_result = Table(
    "quality",
    "suite_result",
    "表检查结果",
    "每条期望一行",
    "one row per expectation about one table",
    "Great Expectations 对各表形状的检查；内部出错不算不合格。",
    (
        Column("suite", Text, "表", "所查的表。", "Table checked.", True),
        Column("expectation_no", "INTEGER", "序号", "在该表检查中的序号。", "Number in the suite.", True),
        Column("expectation", Text, "期望", "Great Expectations 的期望类型。", "Expectation type.", True),
        Column("column_name", Text, "列", "所查的列。", "Column.", False, "整张表"),
        Column("severity", Text, "严重程度", "error、warning、info。", "error, warning, info.", True),
        Column("description_zh", Text, "说明", "所期望的。", "What is expected.", True),
        Column("passed", "BOOLEAN", "合格", "是否合格。", "Passed.", True),
        Column("rows_checked", "BIGINT", "行数", "查了几行。", "Rows checked.", False, "不按行"),
        Column("rows_unexpected", "BIGINT", "不合格行数", "不合格的行数。", "Unexpected rows.", False, "不按行"),
        Column("examples", Text, "举例", "不合格的值举例。", "Examples of unexpected values.", False, "没有"),
    ),
    ("suite", "expectation_no"),
)

correction = Table(
    "quality",
    "correction",
    "更正",
    "每条经审核的更正一行",
    "one row per reviewed correction",
    "来源自己的错，由人审核更正；印出的不动，采信的另列一栏。",
    (
        Column("correction_id", Text, "更正编号", "更正编号。", "Correction.", True),
        Column("document_path", Text, "文档路径", "所在文档。", "Document.", False, "按来源编号"),
        Column("place", Text, "位置", "项目、资金来源与口径。", "Project, fund source and scope.", True),
        Column("expects_printed", Text, "应印为", "更正时印出的原文。", "Printed text it expects.", False, "空白"),
        Column(
            "amount_yuan", "DECIMAL(20, 4)", "更正为（元）", "采信的金额。", "Accepted amount.", False, "更正为未填"
        ),
        Column("decided_by", Text, "何人", "审核人。", "Who.", True),
        Column("decided_on", "DATE", "何时", "审核日期。", "When.", True),
        Column("why", Text, "何故", "理由与凭据。", "Why.", True),
        Column(
            "state", Text, "状态", "applied、stale（原文已变）、lost（找不到位置）。", "applied, stale, lost.", True
        ),
        Column("funding_id", Text, "资金编号", "所更正的资金行。", "Funding row.", False, "找不到位置"),
    ),
    ("correction_id",),
)

waiver = Table(
    "quality",
    "waiver",
    "豁免",
    "每条豁免一行",
    "one row per waiver",
    "知道而暂不改的问题；到期即失效并报出。",
    (
        Column("waiver_id", Text, "豁免编号", "豁免编号。", "Waiver.", True),
        _RULE,
        Column("document_path", Text, "文档路径", "所在文档。", "Document.", False, "所有文档"),
        Column("project_name", Text, "项目名称", "所在项目。", "Project.", False, "所有项目"),
        Column("finding_id", Text, "问题编号", "某一个问题。", "One finding.", False, "不限一个"),
        Column("decided_by", Text, "何人", "批准人。", "Who.", True),
        Column("why", Text, "何故", "理由。", "Why.", True),
        Column("expires_on", "DATE", "到期", "此日之后失效。", "In force up to and including this day.", True),
        Column("is_expired", "BOOLEAN", "已到期", "已到期。", "No longer in force.", True),
        Column("finding_count", "INTEGER", "所及问题数", "覆盖的问题数。", "Findings it covers.", True),
    ),
    ("waiver_id",),
)

trust = Table(
    "quality",
    "trust",
    "可信等级",
    "每个事实一行",
    "one row per fact",
    "A 照印可用；B 可用但有欠缺；C 有疑问；D 不可用。",
    (
        Column("fact_kind", Text, "事实种类", "funding、target。", "funding or target.", True),
        Column("fact_id", Text, "事实编号", "funding_id 或 target_id。", "funding_id or target_id.", True),
        Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
        Column("grade", Text, "等级", "A、B、C、D。", "A, B, C or D.", True),
        Column("is_trusted", "BOOLEAN", "可信", "A 或 B。", "A or B.", True),
        Column("reasons", "VARCHAR[]", "缘由", "降等的规则代码或情形；A 为空。", "Why not A.", True),
        _RELEASE,
    ),
    ("fact_kind", "fact_id"),
)

trusted_money = Table(
    "quality",
    "trusted_money",
    "可信金额",
    "单位×年度一行",
    "one row per spending unit and fiscal year",
    "采信的财政拨款有多少靠得住，多少存疑、来自更正，还有多少总额等待审核。",
    (
        Column("unit_key", Text, "单位键", "单位编号；没有单位则为文档编号。", "Unit, or its document.", True),
        Column("agency_id", Text, "单位编号", "实施单位。", "Spending unit.", False, "没有印出"),
        Column("fiscal_year", "INTEGER", "预算年度", "预算年度。", "Fiscal year.", False, "没有印出"),
        Column("year_key", Text, "年度键", "年度；没有则为「未知」。", "Year, or 未知.", True),
        Column("project_count", "BIGINT", "项目数", "印有财政拨款的项目。", "Projects with an appropriation.", True),
        Column(
            "funding_yuan", Money, "财政拨款（元）", "采信的财政拨款。", "Accepted appropriation.", False, "没有采信的"
        ),
        Column("trusted_yuan", Money, "可信（元）", "其中等级 A、B 的。", "Of it graded A or B.", False, "没有"),
        Column("doubted_yuan", Money, "存疑（元）", "其中等级 C 的。", "Of it graded C.", False, "没有"),
        Column(
            "corrected_yuan", Money, "来自更正（元）", "其中来自审定更正的。", "Of it from corrections.", False, "没有"
        ),
        Column(
            "proposed_total_yuan", Money, "待审总额（元）", "建议而未审定的总额。", "Totals proposed.", False, "没有"
        ),
        Column(
            "trusted_share", "DECIMAL(12, 6)", "可信份额", "可信占采信的份额。", "Trusted share.", False, "没有采信的"
        ),
    ),
    ("unit_key", "year_key"),
)

TABLES = (rule, reconciliation, correction, waiver, finding, ledger, suite_result, trust, trusted_money)
"""In the order of filling: what is pointed to comes first."""
