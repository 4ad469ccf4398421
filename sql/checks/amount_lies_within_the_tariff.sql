-- M-08: the amount lies within the tariff or the standard that the goal text quotes.
-- grain: one row per project whose amount lies outside the tariff of its goal
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
where r.relation in ('tariff', 'quoted_standard') and r.outcome in ('contradicts', 'factor_10000')
