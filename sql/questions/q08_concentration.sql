-- Q8. 钱有多集中？
-- Concentration?
-- note: 最大一项与最大三项占财政拨款的比例，及各项比例平方之和（一项独占为 1）。
with ranked as (
    select
        district_name,
        project_name,
        funding_yuan,
        sum(funding_yuan) over (partition by agency_id, fiscal_year) as agency_yuan,
        row_number() over (partition by agency_id, fiscal_year order by funding_yuan desc, project_id asc) as place
    from marts.mart_project
    where is_counted and funding_yuan is not null
)

select
    district_name,
    count(*) as project_count,
    max(project_name) filter (where place = 1) as largest_project,
    cast(sum(funding_yuan) filter (where place = 1) / max(agency_yuan) * 100 as decimal(7, 2)) as largest_percent,
    cast(sum(funding_yuan) filter (where place <= 3) / max(agency_yuan) * 100 as decimal(7, 2)) as three_percent,
    cast(sum(funding_yuan / agency_yuan * funding_yuan / agency_yuan) as decimal(7, 4)) as sum_of_squared_shares
from ranked
group by district_name
order by district_name desc
