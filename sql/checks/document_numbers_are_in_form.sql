-- G-06: numbers of official documents put the year in 〔〕: 永党办发〔2022〕16号.
-- grain: one row per project that quotes one in another form
select
    p.document_id,
    o.project_id,
    cast(null as varchar) as indicator_id,
    min(o.source_cell_id) as source_cell_id,
    list(o.source_cell_id order by o.source_cell_id) as source_cell_ids,
    min(regexp_extract(o.objective_text, '[一-龥]{0,6}[\[【（(［][0-9]{4}[\]】）)］][0-9]+号')) as printed,
    min(
        regexp_replace(
            regexp_extract(o.objective_text, '[一-龥]{0,6}[\[【（(［][0-9]{4}[\]】）)］][0-9]+号'),
            '[\[【（(［]([0-9]{4})[\]】）)］]', '〔\1〕'
        )
    ) as expected,
    cast(null as varchar) as difference,
    '文号的年份应当用六角括号。' as message_zh
from core.fact_objective as o
inner join core.fact_project as p on o.project_id = p.project_id
where regexp_matches(o.objective_text, '[\[【（(［][0-9]{4}[\]】）)］][0-9]+号')
group by p.document_id, o.project_id
