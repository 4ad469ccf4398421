-- Q7. 不算社区工作者队伍的经费呢？
-- Without community-worker pay?
-- note: 减去「社区工作者队伍」主题的全部项目；余下的仍是一份目标表与七份批复，不可直接相比。
select
    c.district_name,
    cast(c.funding_without_workforce_yuan / 10000 as decimal(20, 4)) as without_workforce_wan,
    cast(c.funding_without_workforce_per_community_yuan / 10000 as decimal(20, 4)) as wan_per_community,
    cast(r.funding_without_workforce_per_capita_yuan as decimal(20, 2)) as yuan_per_resident,
    cast(
        c.funding_without_workforce_per_community_yuan
        / min(c.funding_without_workforce_per_community_yuan) over () as decimal(20, 2)
    ) as times_the_lowest_per_community,
    cast(
        r.funding_without_workforce_per_capita_yuan
        / min(r.funding_without_workforce_per_capita_yuan) over () as decimal(20, 2)
    ) as times_the_lowest_per_resident
from marts.mart_funding_per_community as c
inner join marts.mart_funding_per_capita as r
    on c.agency_id = r.agency_id and c.fiscal_year = r.fiscal_year and r.is_primary
order by c.district_name desc
