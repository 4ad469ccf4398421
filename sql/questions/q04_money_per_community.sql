-- Q4. 每个社区多少财政拨款？
-- Fiscal money per community?
-- note: 社区数取街道自己的表；合计不可直接相比（见 reason），须与同类主题（Q10）和去掉人员经费（Q7）并列。
select
    district_name,
    cast(funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    community_count,
    cast(funding_per_community_yuan / 10000 as decimal(20, 4)) as wan_per_community,
    cast(funding_per_community_yuan / min(funding_per_community_yuan) over () as decimal(20, 4)) as times_the_lowest,
    is_comparable,
    reason
from marts.mart_funding_per_community
order by district_name desc
