-- S-05: rows left over from the template (an empty 指标2:, dots) are no indicators; they are ignored by name and counted.
-- grain: one row per document with placeholders
select
    document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    arg_min(source_cell_id, cell_no) as source_cell_id,
    list(source_cell_id order by cell_no) as source_cell_ids,
    arg_min(text_printed, cell_no) as printed,
    cast(null as varchar) as expected,
    cast(count(*) as varchar) || ' 格' as difference,
    cast(count(*) as varchar) || ' 个模板占位格（空的「指标2:」「.....」）没有删去，已按名忽略。' as message_zh
from staging.source_cell
where disposition = 'ignored' and reason like '%placeholder%'
group by document_id
