-- M-07: a printed quantity times a printed standard is the project's amount, within 1 %. A standard that covers pay and
-- insurance together, a part of the year and shares of other levels are no contradiction.
-- grain: one row per project whose own table contradicts its amount
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
where r.relation = 'quantity_times_standard' and r.outcome in ('contradicts', 'factor_10000')
