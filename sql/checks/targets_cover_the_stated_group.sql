-- C-03: a target in persons covers the group that the goal says the money is for.
-- grain: one row per target that covers only part of the group
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
where r.relation = 'coverage' and r.outcome = 'contradicts'
