-- M-02: the annual total is the sum of its sources, in each scope (worked out in the reconciliation: a source left
-- blank counts as nothing in this sum only; silent where the total or every source is blank, and where a row has
-- slipped).
-- grain: one row per project and scope whose amounts do not add up
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
where r.relation = 'funding_sources' and r.outcome in ('contradicts', 'factor_10000')
