-- C-02: the term of the project and the months its amount pays for agree. Money for part of a year is not annual money.
-- grain: one row per project whose amount covers part of its term
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
where r.outcome = 'part_year'
