-- Fiscal money per community: an agency's accepted 财政拨款 of a year over the number of communities of its own place,
-- never of its county. It compares workload, not need: communities differ in size. The totals are not two whole
-- budgets, so the money without community workforce and a scenario of a full year of pay stand beside it; read both
-- with the note.
-- grain: one row per agency and year
with communities as (
    select
        a.row_id as agency_row_id,
        s.value,
        s.as_of,
        s.source_title,
        s.source_grade,
        row_number() over (
            partition by a.row_id
            order by
                s.is_primary desc,
                abs(extract(year from s.as_of) - a.fiscal_year) asc,
                s.as_of desc,
                s.source_title asc
        ) as preference
    from marts.mart_agency_year as a
    inner join core.ref_place_statistic as s
        on a.place_code = s.place_code and s.statistic = 'community_count'
    where s.source_grade in ('R1', 'R2', 'S')
),

joined as (
    select
        a.*,
        cast(c.value as bigint) as community_count,
        c.as_of as community_count_as_of,
        c.source_title as community_count_source,
        c.source_grade as community_count_grade,
        coalesce(a.is_comparable and c.value > 0 and a.funding_yuan is not null, false) as is_usable
    from marts.mart_agency_year as a
    left join communities as c on a.row_id = c.agency_row_id and c.preference = 1
),

-- A number alone in its year compares with nothing: its peers need a denominator too.
matched as (
    select
        *,
        sum(case when is_usable then 1 else 0 end) over (partition by fiscal_year) > 1 as has_peer
    from joined
)

select
    'funding_per_community/' || substr(row_id, length('agency_year/') + 1) as row_id,
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
    community_count,
    community_count_as_of,
    community_count_source,
    community_count_grade,
    cast(funding_yuan / nullif(community_count, 0) as decimal(20, 4)) as funding_per_community_yuan,
    funding_annualised_yuan,
    cast(funding_annualised_yuan / nullif(community_count, 0) as decimal(20, 4))
        as funding_annualised_per_community_yuan,
    funding_without_workforce_yuan,
    cast(funding_without_workforce_yuan / nullif(community_count, 0) as decimal(20, 4))
        as funding_without_workforce_per_community_yuan,
    is_usable and has_peer as is_comparable,
    nullif(
        concat_ws(
            '；',
            case
                when place_code is null then '不知单位所管的地方，没有分母'
                when community_count is null then '没有这个地方的社区数（不用县的代替）'
                when community_count = 0 then '社区数为 0'
            end,
            case when funding_yuan is null then '没有采信的财政拨款' end,
            case when is_usable and not has_peer then '同一年度可比的单位里，没有另一个有社区数' end,
            reason
        ), ''
    ) as reason,
    note || '；社区大小不同，这是工作量的比较，不是需要的比较' as note
from matched
