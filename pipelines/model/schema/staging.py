"""staging: what was printed and how it was read, one to one with the readers' records. No sense is made here."""

from __future__ import annotations

from pipelines.model.codes import DOCUMENT_STATES
from pipelines.model.schema.table import Column, ForeignKey, Money, Number, Table, Text
from pipelines.model.target import Comparator, Kind

_DOCUMENT_ID = Column(
    "document_id", Text, "文档编号", "由文件内容得出的稳定编号。", "Stable id made from the content.", True
)
_CELL = "staging.source_cell"


def _cell_id(name: str, zh: str, what_zh: str, what_en: str, *, required: bool = False) -> Column:
    null_means = "" if required else "没有印出"
    return Column(
        name, Text, zh, f"{what_zh}所在的单元格。", f"The cell in which {what_en} is printed.", required, null_means
    )


document = Table(
    "staging",
    "document",
    "文档",
    "每个收到的文件一行",
    "one row per received file",
    "包括读不了的、重复的；一个文件也不会消失。",
    (
        _DOCUMENT_ID,
        Column("path", Text, "路径", "相对于原始目录的路径。", "Path relative to the raw directory.", True),
        Column("sha256", Text, "内容摘要", "文件内容的 SHA-256。", "SHA-256 of the content.", True),
        Column("size_bytes", "BIGINT", "字节数", "文件大小。", "File size.", True),
        Column("media_type", Text, "媒体类型", "由内容判定的类型。", "Type found from the content.", False, "无法判定"),
        Column("source_id", Text, "来源编号", "sources.yml 中的编号。", "Id in sources.yml.", False, "没有登记"),
        Column("title", Text, "标题", "登记的或印在表上的标题。", "Registered or printed title.", False, "没有印出"),
        Column("publisher", Text, "发布单位", "登记的发布单位。", "Registered publisher.", False, "没有登记"),
        Column("form_type", Text, "表格种类", "target_table、approval_table 等。", "Form type code.", False, "未判定"),
        Column("layout", Text, "版式", "起决定作用的版式编号。", "Layout that decided.", False, "未识别"),
        Column(
            "fiscal_year", "INTEGER", "预算年度", "登记或印出的年度。", "Registered or printed year.", False, "未印出"
        ),
        Column(
            "district_code", Text, "区划代码", "GB/T 2260 六位县级代码。", "GB/T 2260 county code.", False, "未判定"
        ),
        Column(
            "place_code", Text, "地方代码", "街道、乡镇九位代码或县级代码。", "Street or county code.", False, "未判定"
        ),
        Column(
            "district_basis",
            Text,
            "区划依据",
            "manifest（登记）或 text（从文中认出）。",
            "manifest or text.",
            False,
            "未判定",
        ),
        Column("obtained_on", "DATE", "取得日期", "登记的取得日期。", "Registered date of receipt.", False, "没有登记"),
        Column(
            "state",
            Text,
            "状态",
            "read、partly_read、refused、duplicate、withdrawn。",
            "Document state.",
            True,
            allowed=DOCUMENT_STATES,
        ),
        Column("refusal_code", Text, "拒读代码", "读不了的原因代码。", "Why it was refused.", False, "没有拒读"),
        Column("refusal_message", Text, "拒读说明", "读不了的原因与办法。", "Why, and what to do.", False, "没有拒读"),
        Column(
            "duplicate_of",
            Text,
            "与何文档重复",
            "内容相同、先登记的文档。",
            "The document of same content.",
            False,
            "不重复",
        ),
        Column("page_count", "INTEGER", "页数", "页数；文本没有页。", "Pages; none for text.", False, "没有页"),
        Column("pages_read", "INTEGER", "读出页数", "读出的页数。", "Pages read.", False, "没有页"),
        Column("cells_non_blank", "INTEGER", "有字单元格数", "印有文字的单元格。", "Printed cells.", True),
        Column("cells_used", "INTEGER", "采用数", "被采用的。", "Used.", True),
        Column("cells_ignored", "INTEGER", "按名忽略数", "按名忽略的。", "Ignored by name.", True),
        Column("cells_refused", "INTEGER", "拒绝数", "拒绝的。", "Refused.", True),
        Column(
            "parser_version", Text, "解析版本", "由代码与参考数据得出。", "Derived from code and reference data.", True
        ),
    ),
    ("document_id",),
)

page = Table(
    "staging",
    "page",
    "页",
    "每个文档的每一页一行",
    "one row per page of a document",
    "每页读成了什么、为什么没有读。",
    (
        _DOCUMENT_ID,
        Column("page", "INTEGER", "页码", "从 1 起。", "1-based page.", True),
        Column("outcome", Text, "结果", "ruled、scan、garbled 等。", "Outcome code.", True),
        Column("message", Text, "说明", "没有读的原因。", "Why it was not read.", False, "已读"),
    ),
    ("document_id", "page"),
    (ForeignKey("document_id", "staging.document", "document_id"),),
)

source_cell = Table(
    "staging",
    "source_cell",
    "源单元格",
    "每个印有文字的单元格一行",
    "one row per printed non-blank cell",
    "采用、按名忽略、拒绝，三者相加等于全部。",
    (
        Column(
            "source_cell_id", Text, "单元格编号", "文档编号加表、行、列。", "Document id, table, row and column.", True
        ),
        _DOCUMENT_ID,
        Column("cell_no", "INTEGER", "序号", "文档内的阅读顺序，从 0 起。", "Reading order, 0-based.", True),
        Column("page", "INTEGER", "页码", "PDF 的页。", "Page of a PDF.", False, "没有页"),
        Column("line", "INTEGER", "行号", "文本文件的行，从 1 起。", "1-based line of a text file.", False, "没有行号"),
        Column("sheet", Text, "工作表", "表格文件的工作表名。", "Worksheet.", False, "没有工作表"),
        Column("table_no", "INTEGER", "表序", "文档内第几块。", "Block in the document.", True),
        Column("row_no", "INTEGER", "行", "块内第几行。", "Row in the block.", True),
        Column("column_no", "INTEGER", "列", "行内第几列。", "Column in the row.", True),
        Column("row_span", "INTEGER", "跨行", "合并的行数。", "Rows merged.", True),
        Column("column_span", "INTEGER", "跨列", "合并的列数。", "Columns merged.", True),
        Column("x0", "DOUBLE", "左", "点，页面左上为原点。", "Left, points.", False, "没有页"),
        Column("top", "DOUBLE", "上", "点。", "Top, points.", False, "没有页"),
        Column("x1", "DOUBLE", "右", "点。", "Right, points.", False, "没有页"),
        Column("bottom", "DOUBLE", "下", "点。", "Bottom, points.", False, "没有页"),
        Column("text_printed", Text, "原文", "与印出的一字不差。", "Exactly as printed.", True),
        Column(
            "disposition",
            Text,
            "去向",
            "used、ignored、refused。",
            "Fate of the cell.",
            True,
            allowed=("used", "ignored", "refused"),
        ),
        Column("reason", Text, "原因", "忽略或拒绝的名目。", "Name of the reason.", False, "已采用"),
        Column(
            "used_by", Text, "用于", "用途与首个采用它的记录。", "Role and the first record using it.", False, "未采用"
        ),
    ),
    ("source_cell_id",),
    (ForeignKey("document_id", "staging.document", "document_id"),),
)

project = Table(
    "staging",
    "project",
    "项目",
    "文档中每张项目表一行",
    "one row per project form in a document",
    "表头各栏按原文。",
    (
        Column("project_id", Text, "项目编号", "由首个单元格得出。", "Made from its first cell.", True),
        _DOCUMENT_ID,
        Column("project_no", "INTEGER", "项目序号", "文档内从 0 起。", "0-based in the document.", True),
        Column("scope", Text, "范围", "project 或 department（部门整体）。", "project or department.", True),
        Column("title_printed", Text, "表题", "这张表的标题原文。", "Title as printed.", False, "没有印出"),
        Column("project_name", Text, "项目名称", "项目名称原文。", "Project name.", False, "没有印出"),
        Column("project_code", Text, "项目代码", "印出的代码。", "Printed code.", False, "没有印出"),
        Column("department_name", Text, "主管部门", "主管部门原文。", "Supervising department.", False, "没有印出"),
        Column("agency_name", Text, "实施单位", "实施单位原文。", "Implementing unit.", False, "没有印出"),
        Column("nature_printed", Text, "项目属性", "项目属性原文。", "Project nature.", False, "没有印出"),
        Column("term_printed", Text, "项目期", "项目期原文。", "Project term.", False, "没有印出"),
        Column(
            "fiscal_year", "INTEGER", "预算年度", "本表印出的年度。", "Year printed on the form.", False, "没有印出"
        ),
        Column("topic_code", Text, "政策主题", "由名称或目标认出的主题。", "Policy topic.", False, "未认出"),
        Column(
            "district_code",
            Text,
            "县（区）",
            "本表的单位名称所指的县（区）。",
            "County that the form's unit names.",
            False,
            "没有点明",
        ),
        _cell_id(
            "source_cell_id",
            "来源单元格",
            "项目名称（没有则为首格）",
            "the name (or the form's first cell)",
            required=True,
        ),
        _cell_id("department_cell_id", "主管部门单元格", "主管部门", "the department"),
        _cell_id("agency_cell_id", "实施单位单元格", "实施单位", "the implementing unit"),
        _cell_id("first_cell_id", "首格", "这张表的第一格", "the form begins", required=True),
        _cell_id("last_cell_id", "末格", "这张表的最后一格", "the form ends", required=True),
    ),
    ("project_id",),
    (
        ForeignKey("document_id", "staging.document", "document_id"),
        ForeignKey("source_cell_id", _CELL, "source_cell_id"),
    ),
)

objective = Table(
    "staging",
    "objective",
    "绩效目标",
    "项目的每段目标文字一行",
    "one row per goal text of a project",
    "目标按原文；同一项目可有几段。",
    (
        Column("objective_id", Text, "目标编号", "由单元格得出。", "Made from its cell.", True),
        Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
        Column("scope", Text, "口径", "own_level、all_levels、unstated 等。", "Scope.", True),
        Column("period", Text, "期间", "annual、whole_term、mid_term、unstated。", "Period.", True),
        Column("text_printed", Text, "目标原文", "目标文字原文。", "Goal text as printed.", True),
        _cell_id("source_cell_id", "来源单元格", "目标", "the goal", required=True),
    ),
    ("objective_id",),
    (ForeignKey("project_id", "staging.project", "project_id"), ForeignKey("source_cell_id", _CELL, "source_cell_id")),
)

funding = Table(
    "staging",
    "funding",
    "资金",
    "项目×资金来源×口径一行",
    "one row per project, fund source and scope",
    "印了名目而金额空白的也有一行：空白不是零。",
    (
        Column("funding_id", Text, "资金编号", "项目、来源、口径。", "Project, source and scope.", True),
        Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
        Column(
            "fund_source", Text, "资金来源", "total、fiscal_appropriation、other_funds 等。", "Fund source code.", True
        ),
        Column("scope", Text, "口径", "own_level、all_levels、unstated 等。", "Scope.", True),
        Column("amount_printed", Text, "金额原文", "金额原文。", "Amount as printed.", False, "名目印出而金额空白"),
        Column("unit_printed", Text, "单位原文", "金额单位原文。", "Unit as printed.", False, "没有印出"),
        Column(
            "unit_basis",
            Text,
            "单位依据",
            "value、label、form_unit、title_row。",
            "Where the unit stands.",
            False,
            "没有金额",
        ),
        Column("amount_yuan", Money, "金额（元）", "按印出的金额与单位换算。", "Exact yuan.", False, "空白或读不出"),
        _cell_id("source_cell_id", "来源单元格", "金额（空白则为名目）", "the amount (or its label)", required=True),
        _cell_id("label_cell_id", "名目单元格", "名目", "the label"),
    ),
    ("funding_id",),
    (ForeignKey("project_id", "staging.project", "project_id"), ForeignKey("source_cell_id", _CELL, "source_cell_id")),
)

indicator = Table(
    "staging",
    "indicator",
    "指标与指标值",
    "每个印出的指标一行",
    "one row per printed indicator with its target",
    "声明为「无」的也是一行；空的「指标2:」不是指标。",
    (
        Column("indicator_id", Text, "指标编号", "由单元格得出。", "Made from its cell.", True),
        Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
        Column("indicator_no", "INTEGER", "指标序号", "项目内从 0 起。", "0-based in the project.", True),
        Column("level1_printed", Text, "一级指标原文", "一级指标原文。", "Level 1 as printed.", False, "没有印出"),
        Column("level2_printed", Text, "二级指标原文", "二级指标原文。", "Level 2 as printed.", False, "没有印出"),
        Column("category", Text, "一级指标", "output、cost、benefit、satisfaction。", "Category.", False, "未认出"),
        Column("dimension", Text, "二级指标", "quantity、quality 等。", "Dimension.", False, "未认出"),
        Column("ordinal_printed", Text, "序号原文", "「指标1:」等。", "Ordinal.", False, "没有印出"),
        Column("indicator_name", Text, "三级指标", "指标名称原文。", "Indicator name.", True),
        Column(
            "requirement",
            Text,
            "填报要求",
            "required_quantified、required、optional。",
            "Requirement.",
            False,
            "没有印出",
        ),
        Column("declared_none", "BOOLEAN", "声明为无", "印的是「无」。", "无 is printed.", True),
        Column("weight", Number, "权重", "权重或分值。", "Weight.", False, "没有印出"),
        Column("actual_printed", Text, "实际完成值", "自评表的完成值原文。", "Actual value.", False, "没有印出"),
        Column("score_printed", Text, "得分", "自评表的得分原文。", "Score.", False, "没有印出"),
        Column("direction_printed", Text, "方向原文", "正向、反向。", "Direction as printed.", False, "没有印出"),
        Column("standard_printed", Text, "标准原文", "评分标准、绩效标准。", "Standard as printed.", False, "没有印出"),
        Column("note_printed", Text, "备注原文", "备注。", "Note.", False, "没有印出"),
        Column("block", Text, "栏别", "年度、中期，或一列一地时的列名。", "Block or value column.", False, "只有一栏"),
        Column("target_printed", Text, "指标值原文", "指标值原文。", "Target as printed.", False, "空白"),
        Column(
            "kind",
            Text,
            "种类",
            "percent、money、count 等。",
            "Kind of target.",
            True,
            allowed=tuple(Kind),
        ),
        Column(
            "comparator",
            Text,
            "比较符",
            "ge、le、unstated 等。",
            "Comparator.",
            False,
            "不是数",
            tuple(Comparator),
        ),
        Column("low", Number, "下限", "按印出的数。", "Low, as printed.", False, "没有下限"),
        Column("high", Number, "上限", "按印出的数。", "High, as printed.", False, "没有上限"),
        Column("low_open", "BOOLEAN", "不含下限", "下限不包括本数。", "Low end excluded.", True),
        Column("high_open", "BOOLEAN", "不含上限", "上限不包括本数。", "High end excluded.", True),
        Column("unit_printed", Text, "单位原文", "单位原文。", "Unit as printed.", False, "没有单位"),
        Column("unit", Text, "单位", "单位代码。", "Unit code.", False, "没有单位"),
        Column("counted", Text, "所数之物", "量词与名词。", "What is counted.", False, "没有印出"),
        Column(
            "per",
            "VARCHAR[]",
            "分母",
            "分母单位代码，按印出顺序；基数写在前面（500 g），没有单位的只写基数（100000）。",
            "Denominators; a base stands in front (500 g), alone where no unit is printed (100000).",
            True,
        ),
        Column(
            "canonical_low", Number, "下限（基本单位）", "换算为基本单位。", "Low in base units.", False, "没有下限"
        ),
        Column(
            "canonical_high", Number, "上限（基本单位）", "换算为基本单位。", "High in base units.", False, "没有上限"
        ),
        Column("canonical_unit", Text, "基本单位", "基本单位代码。", "Base unit.", False, "没有单位"),
        Column("date_from", Text, "日期起", "ISO 日期，按印出的精度。", "From.", False, "不是日期"),
        Column("date_to", Text, "日期止", "ISO 日期，按印出的精度。", "To.", False, "不是日期"),
        Column(
            "change_direction",
            Text,
            "变化方向",
            "increase（提高、增加）或 decrease（下降、减少）：数是变化量而不是水平。",
            "increase or decrease where the number is a difference and not a level.",
            False,
            "是水平，不是变化量",
            ("increase", "decrease"),
        ),
        Column("scale", Text, "等级尺度", "定性值所在的尺度。", "Qualitative scale.", False, "没有尺度"),
        Column("grade", "INTEGER", "等级", "尺度上的等级，大者为优。", "Grade, higher is better.", False, "没有尺度"),
        Column(
            "implied",
            "VARCHAR[]",
            "由上下文得出",
            "单位、比较符不在值中时的出处。",
            "What was implied, and whence.",
            True,
        ),
        Column("uncertain", "BOOLEAN", "存疑", "原文可能受损。", "Probably damaged.", True),
        Column("likely", Text, "可能的原文", "最可能的原文。", "Likely original.", False, "不存疑"),
        Column("reason_code", Text, "原因代码", "读不出或存疑的规则代码。", "Rule code.", False, "无"),
        Column("reason", Text, "原因", "读不出或存疑的原因。", "Why.", False, "无"),
        _cell_id("source_cell_id", "指标单元格", "指标名称", "the indicator's name", required=True),
        _cell_id(
            "target_cell_id", "指标值单元格", "指标值（空白则为指标）", "the value (or the indicator)", required=True
        ),
    ),
    ("indicator_id",),
    (ForeignKey("project_id", "staging.project", "project_id"), ForeignKey("source_cell_id", _CELL, "source_cell_id")),
)

issue = Table(
    "staging",
    "issue",
    "解析问题",
    "解析时发现的每个问题一行",
    "one row per problem seen while reading",
    "由解析器提出，成为 quality.finding。",
    (
        Column("issue_id", Text, "问题编号", "由内容与位置得出。", "Made from content and place.", True),
        Column("document_id", Text, "文档编号", "所在文档。", "Its document.", False, "登记了而没有收到的文件"),
        Column("rule_code", Text, "规则代码", "expectations/rules.yml 中的代码。", "Rule code.", True),
        Column("project_id", Text, "项目编号", "所涉项目。", "Project.", False, "不属于项目"),
        Column("indicator_id", Text, "指标编号", "所涉指标。", "Indicator.", False, "不属于指标"),
        Column("source_cell_id", Text, "单元格", "首先要看的单元格。", "Cell to look at first.", False, "整份文档"),
        Column("source_cell_ids", "VARCHAR[]", "全部单元格", "所涉的全部单元格。", "All cells concerned.", True),
        Column("printed", Text, "印出的", "印出的内容。", "As printed.", False, "无"),
        Column("expected", Text, "应为", "应当是什么。", "Expected.", False, "不知"),
        Column("message_zh", Text, "说明", "给经办人的一句话。", "A sentence for the clerk.", True),
    ),
    ("issue_id",),
    (ForeignKey("document_id", "staging.document", "document_id"),),
)

mention = Table(
    "staging",
    "mention",
    "目标文字中的数",
    "目标文字中每个数量一行",
    "one row per quantity quoted in a goal text",
    "供勾稽验算；不是指标值。",
    (
        Column("mention_id", Text, "编号", "由目标与位置得出。", "Made from goal and place.", True),
        Column("objective_id", Text, "目标编号", "所在目标。", "Its goal.", True),
        Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
        Column("start_offset", "INTEGER", "起", "在目标文字中的起始位置，从 0 起。", "Start in the text.", True),
        Column("end_offset", "INTEGER", "止", "在目标文字中的终止位置，不含。", "End in the text, exclusive.", True),
        Column("quantity_printed", Text, "原文", "引出的文字。", "Quoted text.", True),
        *(
            indicator.column(name)
            for name in (
                "kind",
                "comparator",
                "low",
                "high",
                "unit_printed",
                "unit",
                "counted",
                "per",
                "canonical_low",
                "canonical_high",
                "canonical_unit",
            )
        ),
        _cell_id("source_cell_id", "来源单元格", "目标", "the goal", required=True),
    ),
    ("mention_id",),
    (ForeignKey("objective_id", "staging.objective", "objective_id"),),
)

release = Table(
    "staging",
    "release",
    "本次发布",
    "只有一行",
    "exactly one row",
    "发布编号与解析版本由此进入 SQL。",
    (
        Column("release_id", Text, "发布编号", "本次发布的编号。", "This release.", True),
        Column(
            "parser_version", Text, "解析版本", "由代码与参考数据得出。", "Derived from code and reference data.", True
        ),
    ),
    ("release_id",),
)

correction = Table(
    "staging",
    "correction",
    "更正",
    "corrections.yml 的每条更正一行",
    "one row per reviewed correction",
    "对来源自身错误的审定更正；与原文不再相符的不生效。",
    (
        Column("correction_id", Text, "更正编号", "更正的编号。", "Its id.", True),
        Column("source_id", Text, "来源编号", "sources.yml 中的编号。", "Id in sources.yml.", False, "按路径"),
        Column("path", Text, "路径", "文档路径。", "Path of the document.", False, "按来源编号"),
        Column("place", Text, "位置", "所更正单元格的位置。", "Place of the cell in the document.", True),
        Column("source_cell_id", Text, "单元格", "找到的单元格。", "The cell found.", False, "没有找到"),
        Column("record_id", Text, "记录", "所更正的资金、指标值等。", "The record corrected.", False, "没有找到"),
        Column("field", Text, "字段", "所更正的列。", "The column corrected.", True),
        Column("expects", Text, "应见原文", "更正时所见的原文；不符则不生效。", "Text it expects.", False, "空白"),
        Column("new_value", Text, "更正为", "更正后的文字。", "Corrected text.", False, "应为空白"),
        Column("new_amount_yuan", Money, "更正金额（元）", "更正后的金额。", "Corrected amount.", False, "不是金额"),
        Column("who", Text, "审定人", "审定人。", "Reviewer.", True),
        Column("why", Text, "理由", "理由与依据。", "Reason and evidence.", True),
        Column("decided_on", "DATE", "审定日期", "审定日期。", "Date of the decision.", True),
        Column(
            "status",
            Text,
            "状态",
            "applied（生效）、stale（原文已变）、not_found（找不到）。",
            "applied, stale or not_found.",
            True,
            allowed=("applied", "stale", "not_found"),
        ),
    ),
    ("correction_id",),
)


def _reviewed(name: str, zh: str, grain_zh: str, grain_en: str, key: tuple[str, ...], *columns: Column) -> Table:
    return Table("staging", name, zh, grain_zh, grain_en, "经审核的参考数据，原样装入。", columns, key)


_CODE = Column("name_zh", Text, "中文名", "中文名称。", "Chinese name.", True)
_ENGLISH = Column("name_en", Text, "英文名", "英文名称。", "English name.", False, "没有英文名")

place = _reviewed(
    "place",
    "地方",
    "每个地方（县、街道）一行",
    "one row per place",
    ("place_code",),
    Column("place_code", Text, "地方代码", "六位县级或九位街道代码。", "6-digit county or 9-digit street code.", True),
    _CODE,
    _ENGLISH,
    Column("place_level", Text, "层级", "region、prefecture、county、street 等。", "Level.", True),
    Column("parent_code", Text, "上级代码", "上一级地方。", "Parent place.", False, "最上级"),
    Column("district_code", Text, "县级代码", "所属县级六位代码。", "County it belongs to.", False, "县级以上"),
    Column("source", Text, "来源", "代码的来源。", "Source of the code.", True),
    Column("grade", Text, "可信等级", "R1、R2、R3、S、M。", "Grade.", True),
)
place_statistic = _reviewed(
    "place_statistic",
    "地方统计",
    "地方×指标×时点×来源一行",
    "one row per place, statistic, as-of date and source",
    ("place_code", "statistic", "as_of", "source_title"),
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
)
topic = _reviewed(
    "topic",
    "政策主题",
    "每个政策主题一行",
    "one row per policy topic",
    ("topic_code",),
    Column("topic_code", Text, "主题代码", "代码。", "Code.", True),
    _CODE,
    _ENGLISH,
    Column("function_code", Text, "拟对应科目", "政府收支分类科目（拟）。", "Proposed functional code.", False, "未拟"),
    Column("cofog_code", Text, "COFOG", "拟对应的 COFOG。", "Proposed COFOG.", False, "未拟"),
    Column("note", Text, "说明", "依据与存疑。", "Basis and doubts.", False, "无"),
)
fund_source = _reviewed(
    "fund_source",
    "资金来源",
    "每个资金来源一行",
    "one row per fund source",
    ("fund_source",),
    Column("fund_source", Text, "资金来源", "代码。", "Code.", True),
    _CODE,
    _ENGLISH,
    Column("parent_fund_source", Text, "上级来源", "属于哪一来源。", "Parent source.", False, "最上级"),
)
indicator_category = _reviewed(
    "indicator_category",
    "指标类别",
    "每个二级指标类别一行",
    "one row per indicator dimension",
    ("dimension",),
    Column("dimension", Text, "二级指标", "代码。", "Code.", True),
    _CODE,
    _ENGLISH,
    Column("category", Text, "一级指标", "output、cost、benefit、satisfaction。", "Category.", True),
    Column("category_name_zh", Text, "一级指标名", "一级指标中文名。", "Category in Chinese.", True),
    Column("category_name_en", Text, "一级指标英文名", "一级指标英文名。", "Category in English.", True),
    Column("scheme", Text, "体系", "2015（成本为二级）或 2021（成本为一级）。", "2015 or 2021 scheme.", True),
    Column("sort_order", "INTEGER", "排序", "展示顺序。", "Display order.", True),
)
project_nature = _reviewed(
    "project_nature",
    "项目属性",
    "每种项目属性的印法一行",
    "one row per printed form of a project nature",
    ("printed",),
    Column("printed", Text, "印法", "去空白的印法。", "As printed, without blanks.", True),
    Column("project_nature", Text, "项目属性", "new、continuing 等。", "Code.", True),
    Column("note", Text, "说明", "依据。", "Basis.", False, "无"),
)
unit = _reviewed(
    "unit",
    "计量单位",
    "每个单位代码一行",
    "one row per unit code",
    ("unit",),
    Column("unit", Text, "单位", "代码。", "Code.", True),
    _CODE,
    _ENGLISH,
    Column("canonical_unit", Text, "基本单位", "换算到的基本单位。", "Base unit.", True),
    Column("factor", "DECIMAL(38, 12)", "换算系数", "一个单位等于多少基本单位。", "Base units in one.", True),
    Column("quantity_kind", Text, "量的种类", "money、length、area 等。", "Kind of quantity.", True),
)

measure = _reviewed(
    "measure",
    "度量",
    "每个度量的每个关键词一行",
    "one row per keyword of a measure",
    ("measure_code", "keyword"),
    Column("measure_code", Text, "度量", "代码。", "Code.", True),
    _CODE,
    _ENGLISH,
    Column("dimension", Text, "二级指标", "只在这一类中认。", "Only in this dimension.", False, "各类都认"),
    Column("keyword", Text, "关键词", "指标名称去空白后含有它。", "Part of the indicator's name.", True),
    Column(
        "direction",
        Text,
        "方向",
        "higher 越高越好，lower 越低越好，unknown 不知。",
        "Which way is better.",
        True,
        allowed=("higher", "lower", "unknown"),
    ),
    Column("priority", "INTEGER", "次序", "小者先认。", "The lowest that matches decides.", True),
    Column("note", Text, "说明", "依据与存疑。", "Basis and doubts.", False, "无"),
)
cost_subject = _reviewed(
    "cost_subject",
    "费用内容",
    "每种费用内容的每个关键词一行",
    "one row per keyword of a cost subject",
    ("cost_subject", "keyword"),
    Column("cost_subject", Text, "费用内容", "代码。", "Code.", True),
    _CODE,
    _ENGLISH,
    Column("keyword", Text, "关键词", "标准的指标名称或项目名称含有它。", "Part of the name.", True),
    Column("priority", "INTEGER", "次序", "小者先认。", "The lowest that matches decides.", True),
    Column("note", Text, "说明", "依据与存疑。", "Basis and doubts.", False, "无"),
)
denominator = _reviewed(
    "denominator",
    "单位成本的分母",
    "每种分母的每个关键词一行",
    "one row per keyword of a denominator",
    ("denominator", "matched_in", "keyword"),
    Column("denominator", Text, "分母", "代码。", "Code.", True),
    _CODE,
    _ENGLISH,
    Column(
        "matched_in",
        Text,
        "认在何处",
        "unit（单位代码相等）、counted（量词与名词相等）或 text（指标名称与量词含有）。",
        "unit: equals the unit code; counted: equals the counted noun; text: part of the name and the noun.",
        True,
        allowed=("unit", "counted", "text"),
    ),
    Column("keyword", Text, "关键词", "单位代码或文字。", "Unit code or text.", True),
    Column("priority", "INTEGER", "次序", "小者先认。", "The lowest that matches decides.", True),
    Column("note", Text, "说明", "依据与存疑。", "Basis and doubts.", False, "无"),
)

REVIEWED = (
    place,
    place_statistic,
    topic,
    fund_source,
    indicator_category,
    project_nature,
    unit,
    measure,
    cost_subject,
    denominator,
)
"""Loaded from the reviewed tables of the repository, not from documents."""


def _previous(name: str, zh: str, grain_zh: str, grain_en: str, key: str, *columns: Column) -> Table:
    note = "上次发布中的同名核心表，供比较；第一次发布时为空。"
    return Table("staging", f"previous_{name}", f"上次的{zh}", grain_zh, grain_en, note, columns, (key,))


previous_document = _previous(
    "document",
    "文档",
    "上次发布的每个文档一行",
    "one row per document of the last release",
    "document_id",
    Column("document_id", Text, "文档编号", "文档编号。", "Document.", True),
    Column("path", Text, "路径", "相对于原始目录的路径。", "Path relative to the raw directory.", True),
    Column("state", Text, "状态", "read、refused 等。", "State.", True),
    Column("parser_version", Text, "解析版本", "当时的解析版本。", "Parser version then.", True),
)
previous_project = _previous(
    "project",
    "项目",
    "上次发布的每张项目表一行",
    "one row per project form of the last release",
    "project_id",
    Column("project_id", Text, "项目编号", "项目编号。", "Project form.", True),
    Column("document_id", Text, "文档编号", "所在文档。", "Its document.", True),
    Column("agency_id", Text, "单位编号", "单位。", "Spending unit.", False, "没有印出"),
    Column("fiscal_year", "INTEGER", "预算年度", "年度。", "Fiscal year.", False, "没有印出"),
    Column("project_name", Text, "项目名称", "名称。", "Name.", False, "没有印出"),
    Column("topic_code", Text, "政策主题", "主题。", "Topic.", False, "未认出"),
    Column("source_cell_id", Text, "来源单元格", "单元格。", "Cell.", True),
)
previous_funding = _previous(
    "funding",
    "资金",
    "上次发布的每行资金一行",
    "one row per funding row of the last release",
    "funding_id",
    Column("funding_id", Text, "资金编号", "资金行。", "Funding row.", True),
    Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
    Column("fund_source", Text, "资金来源", "来源。", "Fund source.", True),
    Column("scope", Text, "口径", "口径。", "Scope.", True),
    Column("amount_stated_yuan", Money, "印出金额（元）", "印出的。", "Stated.", False, "空白或读不出"),
    Column("amount_accepted_yuan", Money, "采信金额（元）", "采信的。", "Accepted.", False, "不能采信"),
    Column("acceptance", Text, "采信方式", "采信方式。", "How accepted.", True),
)
previous_target = _previous(
    "target",
    "指标值",
    "上次发布的每个指标值一行",
    "one row per target of the last release",
    "target_id",
    Column("target_id", Text, "指标值编号", "指标值。", "Target.", True),
    Column("project_id", Text, "项目编号", "所属项目。", "Its project.", True),
    Column("dimension", Text, "二级指标", "二级指标。", "Dimension.", False, "未认出"),
    Column("indicator_name", Text, "指标名称", "指标名称。", "Indicator.", True),
    Column("target_printed", Text, "指标值原文", "原文。", "As printed.", False, "空白"),
    Column("kind", Text, "种类", "种类。", "Kind.", True),
    Column("comparator", Text, "比较符", "比较符。", "Comparator.", False, "不是数"),
    Column("canonical_low", Number, "下限（基本单位）", "下限。", "Low.", False, "没有下限"),
    Column("canonical_high", Number, "上限（基本单位）", "上限。", "High.", False, "没有上限"),
    Column("canonical_unit", Text, "基本单位", "基本单位。", "Base unit.", False, "没有单位"),
)

PREVIOUS = (previous_document, previous_project, previous_funding, previous_target)
"""Filled from the last release before the marts are built; column by column those of the core tables of that name."""

TABLES = (
    release,
    *REVIEWED,
    document,
    page,
    source_cell,
    project,
    objective,
    mention,
    funding,
    indicator,
    issue,
    correction,
    *PREVIOUS,
)
"""In the order of loading: what is pointed to comes first."""
