-- M-08: where a cost is shared between levels of government, the share that this amount is of the whole is printed;
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
where
    r.relation = 'quoted_standard'
    and r.outcome = 'undecidable'
    and r.left_value is not null
    and r.right_value is not null
