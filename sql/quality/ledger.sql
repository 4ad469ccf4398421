-- The cell ledger: what became of the printed cells of each document. The run fails before this where it does not
-- add up.
-- grain: one row per document
select
    document_id,
    cells_non_blank,
    cells_used,
    cells_ignored,
    cells_refused,
    cells_used + cells_ignored + cells_refused = cells_non_blank as is_balanced
from staging.document
