-- H-04: 项目期 can be read as years; 长期 is open-ended. A date range, a year and "当年" are terms too.
-- grain: one row per document and wording that is no term
select
    p.document_id,
    case when count(*) = 1 then min(p.project_id) end as project_id,
    cast(null as varchar) as indicator_id,
    min(p.source_cell_id) as source_cell_id,
    list(p.source_cell_id order by p.source_cell_id) as source_cell_ids,
    p.term_printed as printed,
    cast(null as varchar) as expected,
    cast(null as varchar) as difference,
    '项目期「' || p.term_printed || '」读不出年数。' as message_zh
from core.fact_project as p
where
    p.term_printed is not null
    and p.term_years is null
    and not regexp_matches(p.term_printed, '长期|当年|本年|常年|年度|不限|无|[12][0-9]{3}|[0-9]+\s*个?(月|天|日)|年|月')
group by p.document_id, p.term_printed
