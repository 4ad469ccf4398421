-- The reviewed corrections and whether each still fits what is printed.
-- grain: one row per reviewed correction
select
    correction_id,
    path as document_path,
    place,
    expects as expects_printed,
    new_amount_yuan as amount_yuan,
    who as decided_by,
    decided_on,
    why,
    case status when 'not_found' then 'lost' else status end as state,
    record_id as funding_id
from staging.correction
