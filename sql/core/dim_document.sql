-- Every received file: what it is, whether it could be read, and what became of its printed cells.
-- grain: one row per document
select
    d.document_id,
    d.path,
    d.sha256,
    d.media_type,
    d.title,
    d.publisher,
    d.form_type,
    d.layout,
    d.fiscal_year,
    d.district_code,
    d.place_code,
    d.obtained_on,
    d.state,
    case
        when d.state = 'duplicate' then '与 ' || d.duplicate_of || ' 内容相同'
        else d.refusal_message
    end as state_reason,
    d.cells_non_blank,
    d.cells_used,
    d.cells_ignored,
    d.cells_refused,
    r.release_id,
    d.parser_version
from staging.document as d
cross join staging.release as r
