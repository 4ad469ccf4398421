-- Fiscal money per resident: an agency's accepted 财政拨款 of a year over the residents of its own place, never of its
-- county. One primary row per agency and year takes the denominator with one definition and date for all (the
-- census); other figures are further rows, for sensitivity only. Census year and budget year differ, and the note
-- says so.
-- grain: one row per agency, year and population figure
with figures as (
    select
        a.row_id as agency_row_id,
        s.value,
        s.as_of,
        s.definition,
        s.source_title,
        s.source_grade,
        s.is_primary and row_number() over (
            partition by a.row_id
            order by
                s.is_primary desc,
                abs(extract(year from s.as_of) - a.fiscal_year) asc,
                s.as_of desc,
                s.source_title asc
        ) = 1 as is_primary
    from marts.mart_agency_year as a
    inner join core.ref_place_statistic as s
        on a.place_code = s.place_code and s.statistic = 'resident_population'
    where s.source_grade in ('R1', 'R2', 'S')
),

missing as (
    select a.row_id as agency_row_id
    from marts.mart_agency_year as a
    left join figures as f on a.row_id = f.agency_row_id and f.is_primary
    where f.agency_row_id is null
),

denominator as (
    select
        agency_row_id,
        cast(value as bigint) as population,
        as_of,
        definition,
        source_title,
        source_grade,
        is_primary
    from figures
    union all
    select
        agency_row_id,
        cast(null as bigint) as population,
        cast(null as date) as as_of,
        cast(null as varchar) as definition,
        cast(null as varchar) as source_title,
        cast(null as varchar) as source_grade,
        true as is_primary
    from missing
),

judged as (
    select
        a.*,
        d.population,
        d.as_of,
        d.definition,
        d.source_title,
        d.source_grade,
        d.is_primary,
        coalesce(a.is_comparable and d.is_primary and d.population > 0 and a.funding_yuan is not null, false)
            as is_usable
    from marts.mart_agency_year as a
    inner join denominator as d on a.row_id = d.agency_row_id
),

-- A number alone in its year compares with nothing: its peers need a denominator too.
matched as (
    select
        *,
        sum(case when is_usable then 1 else 0 end) over (partition by fiscal_year) > 1 as has_peer
    from judged
)

select
    'funding_per_capita/' || substr(row_id, length('agency_year/') + 1)
    || case
        when is_primary then ''
        else '/' || cast(as_of as varchar) || '/' || source_title
    end as row_id,
    district_code,
    district_name,
    place_code,
    place_name,
    agency_id,
    agency_name,
    fiscal_year,
    form_types,
    project_count,
    funding_yuan,
    funding_trusted_yuan,
    population,
    as_of as population_as_of,
    source_title as population_source,
    source_grade as population_grade,
    definition as population_definition,
    is_primary,
    cast(funding_yuan / nullif(population, 0) as decimal(20, 4)) as funding_per_capita_yuan,
    funding_annualised_yuan,
    cast(funding_annualised_yuan / nullif(population, 0) as decimal(20, 4)) as funding_annualised_per_capita_yuan,
    funding_without_workforce_yuan,
    cast(funding_without_workforce_yuan / nullif(population, 0) as decimal(20, 4))
        as funding_without_workforce_per_capita_yuan,
    is_usable and has_peer as is_comparable,
    nullif(
        concat_ws(
            '；',
            case
                when place_code is null then '不知单位所管的地方，没有分母'
                when population is null then '没有这个地方同口径的常住人口（不用县的代替）'
                when not is_primary then '敏感性对照：这个人口数的口径或时点与别处不同'
            end,
            case when funding_yuan is null then '没有采信的财政拨款' end,
            case when is_usable and not has_peer then '同一年度可比的单位里，没有另一个有同口径的人口' end,
            reason
        ), ''
    ) as reason,
    concat_ws(
        '；',
        note,
        cast(fiscal_year as varchar) || ' 年预算除以 ' || cast(as_of as varchar) || ' 的人口，年份不同'
    ) as note
from matched
