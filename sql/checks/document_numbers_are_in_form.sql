-- G-06: numbers of official documents put the year in 〔〕: 永党办发〔2022〕16号.
-- grain: one row per project that quotes one in another form
with quoted as (
    select
        project_id,
        source_cell_id,
        regexp_replace(
            regexp_extract(objective_text, '[一-龥]{0,6}[\[【（(［][0-9]{4}[\]】）)］][0-9]+号'),
            '^.*(根据|按照|依据|落实|印发|关于)', ''
        ) as number_printed
    from core.fact_objective
    where regexp_matches(objective_text, '[\[【（(［][0-9]{4}[\]】）)］][0-9]+号')
)

select
    p.document_id,
    q.project_id,
    cast(null as varchar) as indicator_id,
    min(q.source_cell_id) as source_cell_id,
    list(q.source_cell_id order by q.source_cell_id) as source_cell_ids,
    min(q.number_printed) as printed,
    min(
        regexp_replace(
            regexp_replace(q.number_printed, '[\[【（(［]', '〔', 'g'), '[\]】）)］]', '〕', 'g'
        )
    ) as expected,
    cast(null as varchar) as difference,
    '文号「' || min(q.number_printed) || '」的年份应当用六角括号〔〕。' as message_zh
from quoted as q
inner join core.fact_project as p on q.project_id = p.project_id
group by p.document_id, q.project_id
