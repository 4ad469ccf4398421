-- A reviewed correction still finds the text that it corrected; one that does not is not applied and asked again.
-- grain: one row per correction that no longer fits
select
    substr(c.source_cell_id, 1, 12) as document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    c.source_cell_id,
    cast([] as varchar[]) as source_cell_ids,
    f.amount_printed as printed,
    coalesce(c.expects, '（空白）') as expected,
    cast(null as varchar) as difference,
    '更正 ' || c.correction_id || '（' || c.place || '）没有生效：' || case
        when c.status = 'not_found' then '找不到这个位置。'
        else '原文已不是「' || coalesce(c.expects, '空白') || '」，而是「' || coalesce(f.amount_printed, '空白') || '」。'
    end as message_zh
from staging.correction as c
left join staging.funding as f on c.record_id = f.funding_id
where c.status <> 'applied'
