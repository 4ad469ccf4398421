-- Q10. 按政策主题各多少？
-- By policy topic?
-- note: 每个项目一个主题，可以相加。没有行的主题是文件里没有，不是零；同类相比只看两地都有的。
select
    topic_name,
    district_name,
    project_count,
    cast(funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    count(*) over (partition by fiscal_year, topic_code) > 1 as both_have_it,
    is_comparable,
    reason
from marts.mart_funding_by_topic
order by both_have_it desc, sum(funding_yuan) over (partition by topic_code) desc, topic_name asc, district_name desc
