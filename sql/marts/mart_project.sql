-- One project at a glance: whose it is, its money, how many indicators it prints and how many of them can be
-- measured. Money meets indicators only here, after both are at the project's grain. Only rows with is_counted may be
-- added up: a project that stands in several documents of one agency and year is counted once (the approval before
-- the request).
-- grain: one row per project form in a document
with fiscal as (
    select
        project_id,
        sum(funding_yuan) as funding_yuan,
        min(scope) as funding_scope
    from marts.mart_funding_part
    group by project_id
),

shown as (
    select
        project_id,
        fund_source,
        funding_id,
        amount_stated_yuan,
        amount_proposed_yuan,
        amount_accepted_yuan,
        acceptance,
        row_number() over (
            partition by project_id, fund_source
            order by
                is_counted desc,
                amount_proposed_yuan is null asc,
                amount_stated_yuan is null asc,
                scope asc,
                funding_id asc
        ) as preference
    from core.fact_funding
    where scope not in ('whole_term', 'mid_term', 'executed')
),

money as (
    select
        project_id,
        max(amount_stated_yuan) filter (where fund_source = 'fiscal_appropriation') as fiscal_stated,
        max(acceptance) filter (where fund_source = 'fiscal_appropriation') as fiscal_acceptance,
        max(funding_id) filter (where fund_source = 'fiscal_appropriation') as fiscal_funding_id,
        max(funding_id) filter (where fund_source = 'total') as total_funding_id,
        max(funding_id) filter (where fund_source = 'other_funds') as other_funding_id,
        max(amount_stated_yuan) filter (where fund_source = 'total') as total_stated,
        max(amount_proposed_yuan) filter (where fund_source = 'total') as total_proposed,
        max(amount_accepted_yuan) filter (where fund_source = 'total') as total_accepted,
        max(acceptance) filter (where fund_source = 'total') as total_acceptance,
        max(amount_stated_yuan) filter (where fund_source = 'other_funds') as other_stated,
        max(amount_accepted_yuan) filter (where fund_source = 'other_funds') as other_accepted
    from shown
    where preference = 1
    group by project_id
),

target as (
    select
        i.project_id,
        t.target_id,
        i.dimension,
        i.declared_none,
        t.kind,
        t.is_quantified,
        i.dimension = 'quantity' and t.canonical_unit = 'person' and t.kind = 'count' as is_heads,
        t.canonical_unit = 'CNY' and array_to_string(list_sort(t.per), '/') = 'person/year' as is_standard,
        coalesce(t.canonical_low, t.canonical_high) as amount,
        case
            when t.kind = 'date'
                then try_cast(nullif(regexp_extract(t.date_from, '^([0-9]{4}|-)-([0-9]{2})', 2), '') as integer)
        end as month_from,
        case
            when t.kind = 'date'
                then try_cast(nullif(regexp_extract(t.date_to, '^([0-9]{4}|-)-([0-9]{2})', 2), '') as integer)
        end as month_to
    from core.fact_indicator as i
    inner join core.fact_target as t on i.indicator_id = t.indicator_id
),

counts as (
    select
        project_id,
        count(*) as indicator_count,
        count(*) filter (where declared_none) as declared_none_count,
        count(*) filter (where not declared_none) as real_indicator_count,
        count(*) filter (where is_quantified and not declared_none) as quantified_count,
        max(month_to - month_from + 1) filter (
            where dimension = 'timeliness' and kind = 'date' and month_to >= month_from
        ) as months_covered,
        count(*) filter (where is_heads) as heads_count,
        count(*) filter (where is_standard) as standard_count,
        max(amount) filter (where is_heads) as heads,
        max(amount) filter (where is_standard) as standard,
        max(target_id) filter (where is_heads) as heads_target_id,
        max(target_id) filter (where is_standard) as standard_target_id,
        max(target_id) filter (where dimension = 'timeliness' and kind = 'date' and month_to >= month_from)
            as months_target_id
    from target
    group by project_id
),

-- One head count and one standard per person and year on the same form: their product is a full year.
standard as (
    select
        project_id,
        heads * standard as annual_standard,
        heads_target_id,
        standard_target_id
    from counts
    where heads_count = 1 and standard_count = 1
),

standing as (
    select
        p.project_id,
        dense_rank() over (
            partition by p.agency_id, p.fiscal_year, regexp_replace(p.project_name, '[\s　]+', '', 'g')
            order by
                case p.form_type
                    when 'approval_table' then 1
                    when 'target_table' then 2
                    when 'application_form' then 3
                    when 'self_evaluation' then 4
                    else 5
                end asc,
                p.document_id asc
        ) as standing
    from core.fact_project as p
    where p.scope = 'project'
),

judged as (
    select
        p.project_id,
        p.project_name,
        p.document_id,
        p.form_type,
        p.scope,
        p.district_code,
        p.place_code,
        p.agency_id,
        p.fiscal_year,
        p.topic_code,
        p.source_cell_id,
        f.funding_scope,
        f.funding_yuan,
        m.fiscal_stated,
        m.fiscal_acceptance,
        m.fiscal_funding_id,
        m.total_funding_id,
        m.other_funding_id,
        m.total_stated,
        m.total_proposed,
        m.total_accepted,
        m.total_acceptance,
        m.other_stated,
        m.other_accepted,
        c.months_covered,
        case when c.months_covered is not null then c.months_target_id end as months_target_id,
        y.annual_standard,
        y.heads_target_id,
        y.standard_target_id,
        coalesce(c.months_covered < 12 and y.annual_standard > f.funding_yuan * 1.1, false) as is_part_year,
        c.indicator_count,
        c.declared_none_count,
        c.real_indicator_count,
        c.quantified_count,
        p.scope = 'project' and (p.project_name is null or p.agency_id is null or s.standing = 1) as is_counted
    from core.fact_project as p
    left join fiscal as f on p.project_id = f.project_id
    left join money as m on p.project_id = m.project_id
    left join counts as c on p.project_id = c.project_id
    left join standard as y on p.project_id = y.project_id
    left join standing as s on p.project_id = s.project_id
)

select
    'project/' || j.project_id as row_id,
    j.project_id,
    j.project_name,
    j.document_id,
    j.form_type,
    j.district_code,
    d.name_zh as district_name,
    a.place_code,
    pl.name_zh as place_name,
    j.agency_id,
    a.agency_name,
    j.fiscal_year,
    j.topic_code,
    t.name_zh as topic_name,
    j.funding_scope,
    j.fiscal_stated as funding_stated_yuan,
    j.funding_yuan,
    j.fiscal_acceptance as funding_acceptance,
    j.fiscal_funding_id,
    j.total_funding_id,
    j.other_funding_id,
    j.total_stated as total_stated_yuan,
    j.total_proposed as total_proposed_yuan,
    j.total_accepted as total_accepted_yuan,
    j.total_acceptance,
    j.other_stated as other_funds_stated_yuan,
    j.other_accepted as other_funds_accepted_yuan,
    cast(j.months_covered as integer) as months_covered,
    cast(j.annual_standard as decimal(20, 4)) as annual_standard_yuan,
    j.heads_target_id,
    j.standard_target_id,
    j.months_target_id,
    j.is_part_year,
    cast(case when j.is_part_year then j.annual_standard else j.funding_yuan end as decimal(20, 4))
        as funding_annualised_yuan,
    coalesce(j.indicator_count, 0) as indicator_count,
    coalesce(j.declared_none_count, 0) as declared_none_count,
    coalesce(j.real_indicator_count, 0) as real_indicator_count,
    coalesce(j.quantified_count, 0) as quantified_count,
    cast(j.quantified_count / nullif(j.real_indicator_count, 0) as decimal(12, 6)) as quantified_share,
    j.is_counted,
    case
        when j.is_counted then null
        when j.scope = 'department' then '部门整体表，不与项目相加'
        else '同一项目另有一份文档，已计入那一份'
    end as not_counted_reason,
    j.source_cell_id
from judged as j
left join core.dim_agency as a on j.agency_id = a.agency_id
left join core.dim_district as d on j.district_code = d.place_code
left join core.dim_district as pl on a.place_code = pl.place_code
left join core.dim_topic as t on j.topic_code = t.topic_code
