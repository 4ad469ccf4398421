-- Q6. 如果只列部分月份的社区工作者经费覆盖全年，会是多少？
-- And if the community-worker pay that covers part of a year covered the whole year?
-- note: 是情景不是预算。甲按印出的人数×印出的年标准；乙按印出的月份数放大到十二个月。两者不等，差别见 Q12。
with project as (
    select
        agency_id,
        fiscal_year,
        district_name,
        project_name,
        funding_yuan,
        annual_standard_yuan,
        cast(funding_yuan * 12 / nullif(months_covered, 0) as decimal(20, 4)) as twelve_months_yuan
    from marts.mart_project
    where is_counted and is_part_year
),

scenario as (
    select
        agency_id,
        fiscal_year,
        'standard' as scenario,
        sum(annual_standard_yuan - funding_yuan) as more_yuan
    from project
    group by agency_id, fiscal_year
    union all
    select
        agency_id,
        fiscal_year,
        'months' as scenario,
        sum(twelve_months_yuan - funding_yuan) as more_yuan
    from project
    group by agency_id, fiscal_year
)

select
    c.district_name,
    s.scenario,
    cast(c.funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    cast((c.funding_yuan + s.more_yuan) / 10000 as decimal(20, 4)) as scenario_wan,
    cast((c.funding_yuan + s.more_yuan) / nullif(c.community_count, 0) / 10000 as decimal(20, 4))
        as scenario_wan_per_community,
    cast((c.funding_yuan + s.more_yuan) / nullif(r.population, 0) as decimal(20, 2)) as scenario_yuan_per_resident
from scenario as s
inner join marts.mart_funding_per_community as c on s.agency_id = c.agency_id and s.fiscal_year = c.fiscal_year
inner join marts.mart_funding_per_capita as r
    on s.agency_id = r.agency_id and s.fiscal_year = r.fiscal_year and r.is_primary
order by c.district_name desc, s.scenario desc
