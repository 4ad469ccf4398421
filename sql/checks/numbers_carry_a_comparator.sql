-- V-02: a number says which side of it is promised (≥, ≤, =). One finding for the project; each value keeps "unstated".
-- grain: one row per project with numbers of no comparator
select
    p.document_id,
    t.project_id,
    cast(null as varchar) as indicator_id,
    min(t.source_cell_id) as source_cell_id,
    list(t.source_cell_id order by i.indicator_no) as source_cell_ids,
    string_agg(t.target_printed, '；' order by i.indicator_no) as printed,
    cast(null as varchar) as expected,
    cast(count(*) as varchar) || ' 处' as difference,
    cast(count(*) as varchar) || ' 个数值没有比较符：' || string_agg(t.target_printed, '、' order by i.indicator_no)
    || '。没有印出的不当作「等于」。' as message_zh
from core.fact_target as t
inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
inner join core.fact_project as p on t.project_id = p.project_id
where t.is_quantified and t.comparator = 'unstated'
group by p.document_id, t.project_id
