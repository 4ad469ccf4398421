-- Q3. 其他资金有多少？
-- Other funds?
-- note: 印出的其他资金若与财政拨款相同、总额又空白，是滑了一行：存疑，不采信。空白是没有印，不是零。
select
    district_name,
    count(*) as project_count,
    count(other_funds_stated_yuan) as other_funds_stated,
    cast(sum(other_funds_stated_yuan) / 10000 as decimal(20, 4)) as other_funds_stated_wan,
    count(*) filter (
        where other_funds_stated_yuan = funding_stated_yuan and total_stated_yuan is null
    ) as repeats_of_fiscal_money,
    count(other_funds_accepted_yuan) as other_funds_accepted,
    cast(sum(other_funds_accepted_yuan) / 10000 as decimal(20, 4)) as other_funds_accepted_wan
from marts.mart_project
where is_counted
group by district_name
order by district_name desc
