-- The weights of a project's indicators add up to 90 (execution rate gets its 10 at self-evaluation) or 100.
-- grain: one row per project (and block) whose weights do not
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
where r.relation = 'weights' and r.outcome = 'contradicts'
