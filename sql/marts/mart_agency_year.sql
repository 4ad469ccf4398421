-- What an agency's documents of a year add up to, and whether that sum may be set beside another agency's. Two
-- documents are rarely two whole budgets: approvals list only what was approved, part of a year's pay is not a year's
-- pay.
-- grain: one row per agency and year
with project as (
    select *
    from marts.mart_project
    where is_counted
),

summed as (
    select
        coalesce(agency_id, '?') || '/' || coalesce(cast(fiscal_year as varchar), '?') as agency_year,
        min(district_code) as district_code,
        min(district_name) as district_name,
        min(place_code) as place_code,
        min(place_name) as place_name,
        agency_id,
        min(agency_name) as agency_name,
        fiscal_year,
        string_agg(distinct form_type, ',' order by form_type) as form_types,
        count(distinct document_id) as document_count,
        count(*) as project_count,
        count(*) filter (where funding_yuan is null) as unaccepted_count,
        count(*) filter (where is_part_year) as part_year_count,
        string_agg(project_name, '、' order by project_id) filter (where is_part_year) as part_year_names,
        sum(funding_yuan) as funding_yuan,
        sum(total_stated_yuan) as total_stated_yuan,
        sum(coalesce(total_accepted_yuan, total_proposed_yuan)) as total_with_proposed_yuan,
        sum(other_funds_stated_yuan) as other_funds_stated_yuan,
        sum(other_funds_accepted_yuan) as other_funds_accepted_yuan,
        sum(funding_annualised_yuan) as funding_annualised_yuan,
        sum(funding_yuan) filter (where topic_code is distinct from 'community_workforce')
            as funding_without_workforce_yuan,
        cast(sum(indicator_count) as bigint) as indicator_count,
        cast(sum(real_indicator_count) as bigint) as real_indicator_count,
        cast(sum(quantified_count) as bigint) as quantified_count
    from project
    group by agency_id, fiscal_year
),

trusted as (
    select
        coalesce(p.agency_id, '?') || '/' || coalesce(cast(p.fiscal_year as varchar), '?') as agency_year,
        sum(m.funding_yuan) as funding_trusted_yuan
    from project as p
    inner join marts.mart_funding_part as m on p.project_id = m.project_id
    inner join quality.trust as t on m.funding_id = t.fact_id and t.fact_kind = 'funding' and t.is_trusted
    group by p.agency_id, p.fiscal_year
),

broken as (
    select
        coalesce(p.agency_id, '?') || '/' || coalesce(cast(p.fiscal_year as varchar), '?') as agency_year,
        count(distinct p.document_id) as partly_read_count
    from project as p
    inner join core.dim_document as d on p.document_id = d.document_id
    where d.state = 'partly_read'
    group by p.agency_id, p.fiscal_year
),

judged as (
    select
        s.*,
        r.funding_trusted_yuan,
        case
            when s.agency_id is null or s.fiscal_year is null then '单位或年度没有印出'
        end as unknown_whose,
        case
            when s.unaccepted_count > 0 then s.unaccepted_count || ' 个项目的财政拨款没有采信的金额'
        end as not_accepted,
        case
            when s.form_types is null then '表格种类未判定，不知是否整张清单'
            when contains(s.form_types, 'approval_table')
                then '批复表只含所批复的 ' || s.project_count || ' 个项目，不是单位全部项目'
            when contains(s.form_types, ',') then '由几种表格合并而成'
        end as not_whole,
        case
            when s.part_year_count > 0 then '「' || s.part_year_names || '」只列部分月份的资金'
        end as part_year,
        case
            when b.partly_read_count > 0 then b.partly_read_count || ' 份文档只读出一部分'
        end as partly_read
    from summed as s
    left join broken as b on s.agency_year = b.agency_year
    left join trusted as r on s.agency_year = r.agency_year
),

weighed as (
    select
        j.*,
        nullif(
            concat_ws('；', j.unknown_whose, j.not_accepted, j.not_whole, j.part_year, j.partly_read), ''
        ) as own_reason
    from judged as j
),

peered as (
    select
        w.*,
        count(case when w.own_reason is null then 1 end) over (
            partition by w.fiscal_year, w.form_types
        ) as sound_peers
    from weighed as w
)

select
    'agency_year/' || agency_year as row_id,
    district_code,
    district_name,
    place_code,
    place_name,
    agency_id,
    agency_name,
    fiscal_year,
    form_types,
    document_count,
    project_count,
    unaccepted_count,
    part_year_count,
    funding_yuan,
    funding_trusted_yuan,
    total_stated_yuan,
    total_with_proposed_yuan,
    other_funds_stated_yuan,
    other_funds_accepted_yuan,
    funding_annualised_yuan,
    funding_without_workforce_yuan,
    indicator_count,
    real_indicator_count,
    quantified_count,
    cast(quantified_count / nullif(real_indicator_count, 0) as decimal(12, 6)) as quantified_share,
    own_reason is null and sound_peers > 1 as is_comparable,
    case
        when own_reason is not null then own_reason
        when sound_peers < 2 then '同一年度没有另一单位公开同类且完整的表，合计无从比较'
    end as reason,
    '合计取采信的财政拨款（'
    || case form_types
        when 'target_table' then '目标表'
        when 'approval_table' then '批复表'
        when 'application_form' then '申报表'
        when 'self_evaluation' then '自评表'
        when 'evaluation_report' then '评价报告'
        else '种类未判定或不止一种'
    end
    || '，' || project_count || ' 个项目）；两份文件不是两份完整预算，须与同类主题并列来看' as note
from peered
