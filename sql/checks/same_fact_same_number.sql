-- C-01: the same fact has the same number in all projects of a unit (its staff, its communities, its grids). Only facts
-- that name the same thing in the same unit are compared.
-- grain: one row per pair of numbers that differ
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
where r.relation = 'same_fact' and r.outcome = 'contradicts'
