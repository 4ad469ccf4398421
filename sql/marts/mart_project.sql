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
    from core.fact_funding
    where is_shown and fund_source in ('fiscal_appropriation', 'total', 'other_funds')
    group by project_id
),

counts as (
    select
        project_id,
        count(*) as indicator_count,
        count(*) filter (where declared_none) as declared_none_count,
        count(*) filter (where not declared_none) as real_indicator_count,
        count(*) filter (where target_is_quantified and not declared_none) as quantified_count
    from core.fact_indicator
    group by project_id
),

dated as (
    select
        i.project_id,
        t.target_id,
        try_cast(nullif(regexp_extract(t.date_from, '^([0-9]{4}|-)-([0-9]{2})', 2), '') as integer) as month_from,
        try_cast(nullif(regexp_extract(t.date_to, '^([0-9]{4}|-)-([0-9]{2})', 2), '') as integer) as month_to
    from core.fact_target as t
    inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
    where t.kind = 'date' and i.dimension = 'timeliness'
),

months as (
    select
        project_id,
        max(month_to - month_from + 1) as months_covered,
        max(target_id) as months_target_id
    from dated
    where month_to >= month_from
    group by project_id
),

heads as (
    select
        i.project_id,
        max(coalesce(t.canonical_low, t.canonical_high)) as heads,
        max(t.target_id) as heads_target_id
    from core.fact_target as t
    inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
    where t.kind = 'count' and t.canonical_unit = 'person' and i.dimension = 'quantity'
    group by i.project_id
    having count(*) = 1
),

-- One head count and one standard per person and year on the same form: their product is a full year.
standard as (
    select
        t.project_id,
        max(h.heads) * max(coalesce(t.canonical_low, t.canonical_high)) as annual_standard,
        max(h.heads_target_id) as heads_target_id,
        max(t.target_id) as standard_target_id
    from core.fact_target as t
    inner join heads as h on t.project_id = h.project_id
    where t.canonical_unit = 'CNY' and array_to_string(list_sort(t.per), '/') = 'person/year'
    group by t.project_id
    having count(*) = 1
),

named as (
    select
        project_id,
        agency_id,
        fiscal_year,
        document_id,
        form_type,
        regexp_replace(project_name, '[\s　]+', '', 'g') as name_plain
    from core.fact_project
    where scope = 'project' and project_name is not null and agency_id is not null
),

doubled as (
    select
        agency_id,
        fiscal_year,
        name_plain
    from named
    group by agency_id, fiscal_year, name_plain
    having min(document_id) <> max(document_id)
),

standing as (
    select
        n.project_id,
        dense_rank() over (
            partition by n.agency_id, n.fiscal_year, n.name_plain
            order by
                case n.form_type
                    when 'approval_table' then 1
                    when 'target_table' then 2
                    when 'application_form' then 3
                    when 'self_evaluation' then 4
                    else 5
                end asc,
                n.document_id asc
        ) as standing
    from named as n
    inner join doubled as d
        on
            n.agency_id = d.agency_id
            and n.name_plain = d.name_plain
            and n.fiscal_year is not distinct from d.fiscal_year
),

judged as (
    select
        p.project_id,
        p.project_name,
        p.document_id,
        p.form_type,
        p.scope,
        p.district_code,
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
        n.months_covered,
        n.months_target_id,
        y.annual_standard,
        y.heads_target_id,
        y.standard_target_id,
        coalesce(n.months_covered < 12 and y.annual_standard > f.funding_yuan * 1.1, false) as is_part_year,
        c.indicator_count,
        c.declared_none_count,
        c.real_indicator_count,
        c.quantified_count,
        p.scope = 'project' and coalesce(s.standing, 1) = 1 as is_counted
    from core.fact_project as p
    left join fiscal as f on p.project_id = f.project_id
    left join money as m on p.project_id = m.project_id
    left join counts as c on p.project_id = c.project_id
    left join months as n on p.project_id = n.project_id
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
