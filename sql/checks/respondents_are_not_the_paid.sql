-- Q-03: those asked for their satisfaction are those served, not the staff that the money pays or the spender
-- itself: told where the respondents named before 满意度 are the staff (or body) that the project's name says is
-- paid. Trainees of a training, and staff in need of relief, are served.
-- grain: one row per satisfaction indicator that asks the paid
with staff as (
    select unnest(
        [
            '社区工作者', '网格员', '支部书记', '职工', '工作人员', '临聘人员', '聘用人员', '专干', '协管员', '公益岗', '计划人员',
            '居委会', '村干部', '辅警'
        ]
    ) as words
),

asked as (
    select
        p.document_id,
        i.project_id,
        i.indicator_id,
        i.source_cell_id,
        i.indicator_name,
        max(s.words) as respondent
    from core.fact_indicator as i
    inner join core.fact_project as p on i.project_id = p.project_id
    inner join staff as s on strpos(regexp_extract(i.indicator_name, '^([^对]*)', 1), s.words) > 0
    where
        i.category = 'satisfaction'
        and not i.declared_none
        and not regexp_matches(p.project_name, '培训|慰问|体检|困难')
        and (
            strpos(p.project_name, s.words) > 0
            or (s.words = '职工' and regexp_matches(p.project_name, '年金|社保|工资|公积金|福利'))
        )
    group by p.document_id, i.project_id, i.indicator_id, i.source_cell_id, i.indicator_name
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
