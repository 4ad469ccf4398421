-- The cost targets of a project do not exceed its amount, and a target of the same figure is in the same unit (a 万元
-- target printed in 元 is 10 000 times off).
-- grain: one row per cost target that cannot fit the amount
select
    r.document_id,
    r.project_id,
    r.indicator_id,
    r.source_cell_id,
    r.source_cell_ids,
    r.right_zh as printed,
    r.left_zh as expected,
    cast(r.difference as varchar) as difference,
    r.reason_zh as message_zh
from quality.reconciliation as r
where r.relation = 'cost_target' and r.outcome in ('contradicts', 'factor_10000')
