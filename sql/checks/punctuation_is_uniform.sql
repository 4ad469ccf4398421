-- S-07: one width of punctuation in a document (指标1: beside 指标1：). Told once.
-- grain: one row per document with both widths
select
    document_id,
    cast(null as varchar) as project_id,
    cast(null as varchar) as indicator_id,
    arg_min(source_cell_id, cell_no) filter (where regexp_matches(text_printed, '指标[0-9０-９]*：|拨款：|目标：'))
        as source_cell_id,
    cast([] as varchar[]) as source_cell_ids,
    arg_min(text_printed, cell_no) filter (where regexp_matches(text_printed, '指标[0-9０-９]*：|拨款：|目标：')) as printed,
    cast(null as varchar) as expected,
    cast(count(*) filter (where regexp_matches(text_printed, '指标[0-9０-９]*：|拨款：|目标：')) as varchar) || ' : '
    || cast(count(*) filter (where regexp_matches(text_printed, '指标[0-9０-９]*:|拨款:|目标:')) as varchar) as difference,
    '同一份文件里全角「：」与半角「:」混用。' as message_zh
from staging.source_cell
where
    (contains(text_printed, '：') or contains(text_printed, ':'))
    and regexp_matches(text_printed, '(指标[0-9０-９]*|拨款|目标)[：:]')
group by document_id
having
    count(*) filter (where regexp_matches(text_printed, '指标[0-9０-９]*：|拨款：|目标：')) > 0
    and count(*) filter (where regexp_matches(text_printed, '指标[0-9０-９]*:|拨款:|目标:')) > 0
