-- Q2. 印出的年度资金总额合计是多少，为什么与财政拨款不同？
-- Sum of the stated annual totals, and why is it different?
-- note: 总额空白的项目不当作零；修复建议（总额滑到其他资金一行）待审核，只并列不代替。
select
    district_name,
    count(*) as project_count,
    count(total_stated_yuan) as totals_stated,
    cast(sum(total_stated_yuan) / 10000 as decimal(20, 4)) as total_stated_wan,
    cast(sum(funding_yuan) / 10000 as decimal(20, 4)) as funding_wan,
    cast(sum(funding_yuan) filter (where total_stated_yuan is null) / 10000 as decimal(20, 4)) as apart_wan,
    string_agg(project_name, '、' order by project_id) filter (where total_stated_yuan is null) as totals_blank,
    cast(sum(coalesce(total_accepted_yuan, total_proposed_yuan)) / 10000 as decimal(20, 4)) as total_with_proposed_wan
from marts.mart_project
where is_counted
group by district_name
order by district_name desc
