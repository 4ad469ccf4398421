-- T-01: level 1 is one of 产出, 成本, 效益, 满意度 (older forms: 项目完成, 项目效益). The name of a level 2 at level 1 is
-- read as its category and told once for the document. Weights, brackets and stars beside the name do not count.
-- grain: one row per document and wrong level 1 name
with named as (
    select
        p.document_id,
        i.project_id,
        i.indicator_id,
        i.source_cell_id,
        i.category,
        regexp_replace(
            regexp_replace(i.level1_printed, '[（(\[【].*$', ''),
            '[\s　 *★☆：:、0-9一二三四五六七八九十分.]+|绩效|指标|项目|目标', '', 'g'
        ) as bare,
        regexp_replace(i.level1_printed, '[\s　 ]+', '', 'g') as printed
    from core.fact_indicator as i
    inner join core.fact_project as p on i.project_id = p.project_id
    where i.level1_printed is not null
),

wrong as (
    select *
    from named
    where
        category is not null
        and bare in (
            '数量', '质量', '时效', '经济效益', '社会效益', '生态效益', '可持续影响', '服务对象满意度', '受益对象满意度'
        )
)

select
    document_id,
    case when count(distinct project_id) = 1 then min(project_id) end as project_id,
    cast(null as varchar) as indicator_id,
    min(source_cell_id) as source_cell_id,
    list(source_cell_id order by source_cell_id) as source_cell_ids,
    printed,
    case category when 'output' then '产出指标' when 'benefit' then '效益指标' else '满意度指标' end as expected,
    cast(null as varchar) as difference,
    '一级指标写成了「' || printed || '」（' || cast(count(distinct project_id) as varchar)
    || ' 个项目），这是二级指标的名称。' as message_zh
from wrong
group by document_id, printed, category
