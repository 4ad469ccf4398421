-- C-04: an indicator speaks of its own project. Told where it names the subject of another project of the unit (a
-- run of four characters of that project's name that no other project's name or goal has; benefits may reach
-- beyond a project) and nothing of its own, or the unit's own posts and bookkeepers that neither name nor goal
-- speaks of. Units of more than 500 projects are not compared.
-- grain: one row per indicator that belongs elsewhere
with project as (
    select
        p.project_id,
        p.document_id,
        coalesce(p.agency_id, p.document_id) as unit_id,
        p.fiscal_year,
        p.project_name,
        regexp_replace(coalesce(p.project_name, ''), '[^一-龥]+', '', 'g') as name_bare,
        coalesce(string_agg(o.objective_text, ' '), '') as goal
    from core.fact_project as p
    left join core.fact_objective as o on p.project_id = o.project_id
    where p.scope = 'project'
    group by p.project_id, p.document_id, coalesce(p.agency_id, p.document_id), p.fiscal_year, p.project_name
),

gram as (
    select
        unit_id,
        fiscal_year,
        project_id,
        name_bare,
        unnest(range(1, length(name_bare) - 2)) as i
    from project
    where length(name_bare) >= 4
),

subject as (
    select distinct
        unit_id,
        fiscal_year,
        project_id,
        substr(name_bare, i, 4) as words
    from gram
),

small_unit as (
    select unit_id
    from project
    group by unit_id
    having count(*) <= 500
),

own_subject as (
    select
        s.unit_id,
        s.fiscal_year,
        s.words,
        min(s.project_id) as project_id
    from subject as s
    inner join small_unit as u on s.unit_id = u.unit_id
    where not regexp_matches(s.words, '经费|资金|工作|专项|补助|项目|支出|保障|费用|预算')
    group by s.unit_id, s.fiscal_year, s.words
    having count(distinct s.project_id) = 1
),

borrowed as (
    select
        i.project_id,
        i.indicator_id,
        i.source_cell_id,
        i.indicator_name,
        min(s.words) as words,
        min(other.project_name) as other_name
    from core.fact_indicator as i
    inner join project as p on i.project_id = p.project_id
    inner join own_subject as s
        on
            p.unit_id = s.unit_id
            and p.fiscal_year is not distinct from s.fiscal_year
            and i.project_id <> s.project_id
            and strpos(i.indicator_name, s.words) > 0
    inner join project as other on s.project_id = other.project_id
    where
        not i.declared_none
        and i.category in ('output', 'cost', 'satisfaction')
        and strpos(p.project_name, s.words) = 0
        and strpos(p.goal, s.words) = 0
        and strpos(p.project_name, substr(s.words, 1, 2)) = 0
        and strpos(p.project_name, substr(s.words, 3, 2)) = 0
    group by i.project_id, i.indicator_id, i.source_cell_id, i.indicator_name
),

inward as (
    select
        i.project_id,
        i.indicator_id,
        i.source_cell_id,
        i.indicator_name,
        regexp_extract(i.indicator_name, '财务人员|编制人员|机关人员') as words,
        cast(null as varchar) as other_name
    from core.fact_indicator as i
    inner join project as p on i.project_id = p.project_id
    where
        not i.declared_none
        and regexp_matches(i.indicator_name, '财务人员|编制人员|机关人员')
        and not regexp_matches(p.project_name || p.goal, '财务|会计|编制|机关|人员经费|在职|工资|培训')
)

select
    p.document_id,
    b.project_id,
    case when count(*) = 1 then min(b.indicator_id) end as indicator_id,
    min(b.source_cell_id) as source_cell_id,
    list(b.source_cell_id order by b.source_cell_id) as source_cell_ids,
    string_agg(b.indicator_name, '；' order by b.source_cell_id) as printed,
    cast(null as varchar) as expected,
    cast(count(*) as varchar) || ' 处' as difference,
    '指标「' || string_agg(b.indicator_name, '」「' order by b.source_cell_id) || '」说的是「' || min(b.words) || '」，'
    || coalesce('那是项目「' || min(b.other_name) || '」的事。', '与本项目无关。') as message_zh
from (
    select * from borrowed
    union all
    select * from inward
) as b
inner join project as p on b.project_id = p.project_id
group by p.document_id, b.project_id, b.words, b.other_name
