-- Q13. 每社区几名工作者，每名工作者服务多少居民，每万居民几名？
-- Workers per community, residents per worker, workers per 10 000 residents?
-- note: 原州区的人数含网格员，永宁县的不含（另有网格 107 个）；人口是 2020 年普查。
with worker as (
    select
        agency_id,
        fiscal_year,
        max(quantity) as workers
    from marts.mart_unit_cost
    where topic_code = 'community_workforce' and denominator = 'worker' and cost_subject = 'pay'
    group by agency_id, fiscal_year
)

select
    c.district_name,
    cast(w.workers as bigint) as workers,
    c.community_count,
    r.population,
    cast(w.workers / nullif(c.community_count, 0) as decimal(9, 2)) as workers_per_community,
    cast(r.population / nullif(w.workers, 0) as decimal(9, 1)) as residents_per_worker,
    cast(w.workers * 10000 / nullif(r.population, 0) as decimal(9, 2)) as workers_per_10000_residents
from worker as w
inner join marts.mart_funding_per_community as c on w.agency_id = c.agency_id and w.fiscal_year = c.fiscal_year
inner join marts.mart_funding_per_capita as r
    on w.agency_id = r.agency_id and w.fiscal_year = r.fiscal_year and r.is_primary
order by c.district_name desc
