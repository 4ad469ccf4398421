-- An agency's money by policy topic: one topic a project, so the rows add up. This is where like meets like: a topic
-- that two agencies both have, each with a whole year of accepted money. A topic without a row is not in the file,
-- not zero.
-- grain: one row per agency, year and topic
with topic as (
    select
        'agency_year/' || coalesce(agency_id, '?') || '/' || coalesce(cast(fiscal_year as varchar), '?')
            as agency_row_id,
        fiscal_year,
        topic_code,
        min(topic_name) as topic_name,
        nullif(array_to_string(list_sort(list(distinct form_type) filter (where form_type is not null)), ','), '')
            as form_types,
        count(*) as project_count,
        count(*) filter (where funding_yuan is null) as unaccepted_count,
        count(*) filter (where is_part_year) as part_year_count,
        string_agg(project_name, '、' order by project_id) filter (where is_part_year) as part_year_names,
        sum(funding_yuan) as funding_yuan,
        sum(funding_annualised_yuan) as funding_annualised_yuan
    from marts.mart_project
    where is_counted
    group by agency_id, fiscal_year, topic_code
),

judged as (
    select
        t.*,
        a.district_code,
        a.district_name,
        a.place_code,
        a.place_name,
        a.agency_id,
        a.agency_name,
        a.funding_yuan as agency_funding_yuan,
        nullif(
            concat_ws(
                '；',
                case when a.agency_id is null or a.fiscal_year is null then '单位或年度没有印出' end,
                case when t.topic_code is null then '没有认出主题' end,
                case when t.unaccepted_count > 0 then t.unaccepted_count || ' 个项目的财政拨款没有采信的金额' end,
                case when t.part_year_count > 0 then '「' || t.part_year_names || '」只列部分月份的资金' end
            ), ''
        ) as own_reason
    from topic as t
    inner join marts.mart_agency_year as a on t.agency_row_id = a.row_id
),

peers as (
    select
        fiscal_year,
        topic_code,
        count(*) as peers,
        count(*) filter (where own_reason is null) as sound_peers,
        min(form_types) as first_form_types,
        max(form_types) as last_form_types
    from judged
    group by fiscal_year, topic_code
),

peered as (
    select
        j.*,
        p.peers,
        p.sound_peers,
        p.first_form_types,
        p.last_form_types
    from judged as j
    inner join peers as p
        on j.fiscal_year is not distinct from p.fiscal_year and j.topic_code is not distinct from p.topic_code
)

select
    'funding_by_topic/' || substr(p.agency_row_id, length('agency_year/') + 1) || '/' || coalesce(p.topic_code, '?')
        as row_id,
    p.district_code,
    p.district_name,
    p.place_code,
    p.place_name,
    p.agency_id,
    p.agency_name,
    p.fiscal_year,
    p.topic_code,
    p.topic_name,
    p.form_types,
    p.project_count,
    p.unaccepted_count,
    p.part_year_count,
    p.funding_yuan,
    cast(p.funding_yuan / nullif(p.agency_funding_yuan, 0) as decimal(12, 6)) as funding_share,
    p.funding_annualised_yuan,
    c.community_count,
    c.community_count_as_of,
    c.community_count_source,
    c.community_count_grade,
    cast(p.funding_yuan / nullif(c.community_count, 0) as decimal(20, 4)) as funding_per_community_yuan,
    r.population,
    r.population_as_of,
    r.population_source,
    r.population_grade,
    cast(p.funding_yuan / nullif(r.population, 0) as decimal(20, 4)) as funding_per_capita_yuan,
    p.own_reason is null and p.sound_peers > 1 as is_comparable,
    case
        when p.own_reason is not null then p.own_reason
        when p.peers < 2 then '同一年度没有另一单位公开这个主题的项目（文件里没有，不等于零）'
        when p.sound_peers < 2 then '同一年度另一单位这个主题的金额不完整'
    end as reason,
    nullif(
        concat_ws(
            '；',
            case when p.part_year_count > 0 then '折全年情景按印出的人数与年标准计，是情景不是预算' end,
            case
                when p.peers > 1 and p.first_form_types <> p.last_form_types then '两边表格种类不同（目标表与批复表）'
            end,
            case
                when r.population is not null
                    then
                        cast(p.fiscal_year as varchar) || ' 年预算除以 ' || cast(r.population_as_of as varchar)
                        || ' 的人口，年份不同'
            end
        ), ''
    ) as note
from peered as p
left join marts.mart_funding_per_community as c
    on c.row_id = 'funding_per_community/' || substr(p.agency_row_id, length('agency_year/') + 1)
left join marts.mart_funding_per_capita as r
    on r.row_id = 'funding_per_capita/' || substr(p.agency_row_id, length('agency_year/') + 1) and r.is_primary
