-- Funding per indicator category. Money is not budgeted by indicator, so there are three honest readings: the money
-- of projects with a real indicator there; of projects with a quantified one; an equal split of each project over its
-- real indicators, which is synthetic and says so. Only the last may be added up: in the others a project's money
-- stands in every category it has, once, with the indicator that tells most. 无 is no indicator. The split is
-- cumulative (an indicator's running share less the share before), so that it adds up to the project's money exactly.
-- A million indicators are put in order here: short numbers stand for the ids and names until they are added up.
-- grain: one row per agency, year, dimension and reading
with agency_year as (
    select
        row_id,
        agency_id,
        fiscal_year,
        row_number() over (order by row_id asc) as agency_year_no
    from marts.mart_agency_year
),

project as (
    select
        p.project_id,
        a.agency_year_no,
        p.funding_yuan,
        p.real_indicator_count,
        row_number() over (order by p.project_id asc) as project_no
    from marts.mart_project as p
    inner join agency_year as a
        on p.agency_id is not distinct from a.agency_id and p.fiscal_year is not distinct from a.fiscal_year
    where p.is_counted
),

dimension as (
    select
        dimension,
        row_number() over (order by dimension asc nulls first) as dimension_no
    from core.fact_indicator
    group by dimension
),

-- How much its target tells: 1 a quantity with a unit, 2 a bare number, 3 a date, 4 words; 5 no indicator.
telling as (
    select
        p.project_no,
        d.dimension_no,
        i.category,
        case
            when i.declared_none then 5
            when i.target_is_quantified and i.target_kind <> 'number' then 1
            when i.target_is_quantified then 2
            when i.target_kind = 'date' then 3
            else 4
        end as telling
    from core.fact_indicator as i
    inner join project as p on i.project_id = p.project_id
    inner join dimension as d on i.dimension is not distinct from d.dimension
),

placed as (
    select
        t.*,
        count(case when t.telling < 5 then 1 end) over (
            partition by t.project_no
            order by t.dimension_no asc, t.telling asc
            rows between unbounded preceding and current row
        ) as running_count,
        lag(t.dimension_no, 1, 0) over (
            partition by t.project_no
            order by t.dimension_no asc, t.telling asc
        ) as dimension_before
    from telling as t
),

split as (
    select
        p.agency_year_no,
        p.funding_yuan,
        i.dimension_no,
        i.category,
        i.telling,
        i.dimension_before <> i.dimension_no as tells_most,
        cast(p.funding_yuan * i.running_count / nullif(p.real_indicator_count, 0) as decimal(20, 4))
        - cast(p.funding_yuan * (i.running_count - 1) / nullif(p.real_indicator_count, 0) as decimal(20, 4))
            as allocated_yuan
    from placed as i
    inner join project as p on i.project_no = p.project_no
),

summed as (
    select
        agency_year_no,
        dimension_no,
        max(category) as category,
        count(*) filter (where tells_most and telling < 5) as project_count,
        count(*) filter (where tells_most and telling < 3) as quantified_project_count,
        count(*) filter (where telling < 5) as indicator_count,
        count(*) filter (where telling < 3) as quantified_indicator_count,
        sum(funding_yuan) filter (where tells_most and telling < 5) as funding_yuan,
        sum(funding_yuan) filter (where tells_most and telling < 3) as quantified_yuan,
        sum(allocated_yuan) filter (where telling < 5) as allocated_yuan,
        sum(funding_yuan) filter (where tells_most and telling = 2) as bare_number_yuan,
        sum(funding_yuan) filter (where tells_most and telling = 3) as date_only_yuan
    from split
    group by agency_year_no, dimension_no
),

readings as (
    select
        a.row_id as agency_row_id,
        coalesce(d.dimension, '?') as dimension,
        g.reading,
        s.category,
        case when g.is_quantified then s.quantified_project_count else s.project_count end as project_count,
        case when g.is_quantified then s.quantified_indicator_count else s.indicator_count end as indicator_count,
        case g.reading
            when 'has_indicator' then s.funding_yuan
            when 'has_quantified_indicator' then s.quantified_yuan
            when 'allocated_equally' then s.allocated_yuan
        end as funding_yuan,
        case when g.is_quantified then s.bare_number_yuan end as funding_bare_number_yuan,
        case when g.is_quantified then s.date_only_yuan end as funding_date_only_yuan
    from summed as s
    inner join agency_year as a on s.agency_year_no = a.agency_year_no
    inner join dimension as d on s.dimension_no = d.dimension_no
    cross join (
        values
        ('has_indicator', false),
        ('has_quantified_indicator', true),
        ('allocated_equally', false)
    ) as g (reading, is_quantified)
)

select
    'funding_by_category/' || substr(r.agency_row_id, length('agency_year/') + 1) || '/' || r.dimension || '/'
    || r.reading as row_id,
    a.district_code,
    a.district_name,
    a.place_code,
    a.place_name,
    a.agency_id,
    a.agency_name,
    a.fiscal_year,
    r.category,
    d.category_name_zh as category_name,
    nullif(r.dimension, '?') as dimension,
    d.name_zh as dimension_name,
    r.reading,
    r.project_count,
    r.indicator_count,
    -- No project there: the sum over no project is nought, and that is what is said. Money not accepted is not in it.
    case when r.project_count = 0 then cast(0 as decimal(20, 4)) else r.funding_yuan end as funding_yuan,
    cast(
        case when r.project_count = 0 then cast(0 as decimal(20, 4)) else r.funding_yuan end
        / nullif(a.funding_yuan, 0) as decimal(12, 6)
    ) as funding_share,
    r.funding_bare_number_yuan,
    r.funding_date_only_yuan,
    a.is_comparable and r.dimension <> '?' as is_comparable,
    nullif(
        concat_ws(
            '；',
            case when r.dimension = '?' then '没有认出二级指标' end,
            case when r.project_count > 0 and r.funding_yuan is null then '有项目而没有采信的金额' end,
            a.reason
        ), ''
    ) as reason,
    concat_ws(
        '；',
        case r.reading
            when 'allocated_equally' then '均摊：项目的钱平均分给它的实有指标，是人为的分摊，不是预算'
            else '同一项目的钱在它的每一类中重复出现，不可相加'
        end,
        case
            when r.funding_bare_number_yuan > 0
                then '其中 ' || cast(cast(r.funding_bare_number_yuan as decimal(20, 2)) as varchar) || ' 元只靠没有单位的数算作量化'
        end,
        case
            when r.funding_date_only_yuan > 0
                then '另有 ' || cast(cast(r.funding_date_only_yuan as decimal(20, 2)) as varchar) || ' 元的项目只印日期或月份，未计入'
        end
    ) as note
from readings as r
inner join marts.mart_agency_year as a on r.agency_row_id = a.row_id
left join core.dim_indicator_category as d on r.dimension = d.dimension
