-- Q1. 每个街道的财政拨款和项目数各是多少？
-- How much fiscal appropriation, and how many projects, per street?
-- note: 采信的财政拨款，按项目相加一次；不可与指标相乘。两份文件不是两份完整预算。
select
    district_name,
    place_name,
    fiscal_year,
    project_count,
    cast(funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    form_types
from marts.mart_agency_year
order by district_name desc
