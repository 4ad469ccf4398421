-- Funding per indicator category. Money is not budgeted by indicator, so there are three honest readings: the money
-- of projects with a real indicator there; of projects with a quantified one; an equal split of each project over its
-- real indicators, which is synthetic and says so. Only the last may be added up: in the others a project's money
-- stands in every category it has. 无 is no indicator. Indicators are counted per project before money is touched. The
-- split is cumulative (running share less the share before), so that it adds up to the project's money exactly.
-- grain: one row per agency, year, dimension and reading
with project as (
    select
        project_id,
        agency_id,
        fiscal_year,
        funding_yuan,
        real_indicator_count,
        row_number() over (order by project_id asc) as project_no
    from marts.mart_project
    where is_counted
),

counted as (
    select
        p.project_no,
        i.dimension,
        max(i.category) as category,
        count(*) filter (where not i.declared_none) as real_count,
        count(*) filter (where i.target_is_quantified and not i.declared_none) as quantified_count,
        count(*) filter (
            where i.target_is_quantified and not i.declared_none and i.target_kind <> 'number'
        ) as with_unit_count,
        count(*) filter (where i.target_kind = 'date') as date_count
    from project as p
    inner join core.fact_indicator as i on p.project_id = i.project_id
    group by p.project_no, i.dimension
),

running as (
    select
        c.*,
        sum(c.real_count) over (
            partition by c.project_no
            order by c.dimension asc nulls first
            rows between unbounded preceding and current row
        ) as running_count
    from counted as c
),

split as (
    select
        p.agency_id,
        p.fiscal_year,
        p.funding_yuan,
        coalesce(r.dimension, '?') as dimension,
        r.category,
        r.real_count,
        r.quantified_count,
        r.with_unit_count,
        r.date_count,
        cast(p.funding_yuan * r.running_count / nullif(p.real_indicator_count, 0) as decimal(20, 4))
        - cast(
            p.funding_yuan * (r.running_count - r.real_count) / nullif(p.real_indicator_count, 0) as decimal(20, 4)
        ) as allocated_yuan
    from running as r
    inner join project as p on r.project_no = p.project_no
),

summed as (
    select
        'agency_year/' || coalesce(agency_id, '?') || '/' || coalesce(cast(fiscal_year as varchar), '?')
            as agency_row_id,
        dimension,
        max(category) as category,
        count(*) filter (where real_count > 0) as project_count,
        count(*) filter (where quantified_count > 0) as quantified_project_count,
        cast(sum(real_count) as bigint) as indicator_count,
        cast(sum(quantified_count) as bigint) as quantified_indicator_count,
        sum(funding_yuan) filter (where real_count > 0) as funding_yuan,
        sum(funding_yuan) filter (where quantified_count > 0) as quantified_yuan,
        sum(allocated_yuan) filter (where real_count > 0) as allocated_yuan,
        sum(funding_yuan) filter (where quantified_count > 0 and with_unit_count = 0) as bare_number_yuan,
        sum(funding_yuan) filter (where quantified_count = 0 and date_count > 0) as date_only_yuan
    from split
    group by agency_id, fiscal_year, dimension
),

readings as (
    select
        s.agency_row_id,
        s.dimension,
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
