-- Q12. 286 万元够发 199 人吗？
-- Does 2.86 million yuan pay 199 people?
-- note: 印出的人数×印出的年标准是全年应有的钱；印出的月份只有两个月。够发的月数与人数由此算出。
select
    district_name,
    project_name,
    cast(funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    cast(annual_standard_yuan / 10000 as decimal(20, 4)) as year_at_standard_wan,
    cast(funding_yuan / nullif(annual_standard_yuan, 0) * 100 as decimal(7, 2)) as percent_of_a_year,
    cast(funding_yuan * 12 / nullif(annual_standard_yuan, 0) as decimal(7, 2)) as months_it_pays,
    months_covered as months_printed,
    cast(annual_standard_yuan * months_covered / 12 / 10000 as decimal(20, 4)) as printed_months_at_standard_wan,
    cast((funding_yuan - annual_standard_yuan * months_covered / 12) / 10000 as decimal(20, 4)) as left_over_wan
from marts.mart_project
where is_counted and is_part_year
order by district_name desc
