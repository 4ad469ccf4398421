-- S-06: running numbers of the indicators of one kind start at 1, run on, and none stands twice.
-- grain: one row per project and kind of indicator whose numbers do not
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
where r.relation = 'ordinals' and r.outcome = 'contradicts'
