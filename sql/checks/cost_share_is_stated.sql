-- M-08: where several levels of government share a cost, the share that this amount is of the whole is printed;
-- without it the amount cannot be checked against the standard.
-- grain: one row per project whose share is not printed
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
where r.relation = 'cost_share'
