-- M-03: no amount has slipped into the row below. The total is blank, 其他资金 equals 财政拨款 and a cost target equals
-- both; core proposes the total and accepts neither. What is printed stays.
-- grain: one row per project and scope with a slipped row
select
    p.document_id,
    total.project_id,
    cast(null as varchar) as indicator_id,
    other.source_cell_id,
    [other.source_cell_id, total.source_cell_id, fiscal.source_cell_id] as source_cell_ids,
    other.amount_printed as printed,
    '年度资金总额 ' || fiscal.amount_printed || '，其他资金空白' as expected,
    cast(cast(other.amount_stated_yuan as decimal(20, 2)) as varchar) || ' 元' as difference,
    '年度资金总额空白，其他资金 ' || other.amount_printed || ' 与财政拨款、成本指标相同：像是总额错印在其他资金一行。'
        as message_zh
from core.fact_funding as total
inner join core.fact_project as p on total.project_id = p.project_id
inner join core.fact_funding as fiscal
    on
        total.project_id = fiscal.project_id
        and total.scope = fiscal.scope
        and fiscal.fund_source = 'fiscal_appropriation'
inner join core.fact_funding as other
    on total.project_id = other.project_id and total.scope = other.scope and other.fund_source = 'other_funds'
where
    total.fund_source = 'total'
    and total.acceptance = 'proposed'
    and total.acceptance_rule = 'total_row_has_not_slipped'
    and other.acceptance = 'disputed'
    and fiscal.amount_stated_yuan = other.amount_stated_yuan
