-- Q-03: those asked for their satisfaction are those served, not the staff that the money pays or the spender itself.
-- Trainees of a training are served.
-- grain: one row per satisfaction indicator that asks the paid
with asked as (
    select
        p.document_id,
        i.project_id,
        i.indicator_id,
        i.source_cell_id,
        i.indicator_name,
        coalesce(p.project_name, '') as project_name,
        regexp_extract(
            regexp_extract(i.indicator_name, '^([^对]*)', 1),
            '社区工作者|网格员|支部书记|职工|教职工|工作人员|临聘人员|聘用人员|干部职工|专干|协管员|公益岗|计划人员|居委会'
        ) as respondent
    from core.fact_indicator as i
    inner join core.fact_project as p on i.project_id = p.project_id
    where i.category = 'satisfaction' and not i.declared_none
)

select
    document_id,
    project_id,
    indicator_id,
    source_cell_id,
    [source_cell_id] as source_cell_ids,
    indicator_name as printed,
    '服务对象（居民、群众）的满意度' as expected,
    cast(null as varchar) as difference,
    '满意度问的是「' || respondent || '」，正是这笔钱付给的人或用钱的单位。' as message_zh
from asked
where
    respondent <> ''
    and (
        strpos(project_name, respondent) > 0
        or (respondent = '职工' and regexp_matches(project_name, '年金|社保|工资|公积金|福利'))
    )
    and not regexp_matches(project_name, '培训|慰问|体检|困难')
