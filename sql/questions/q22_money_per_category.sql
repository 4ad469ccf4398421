-- Q22. 各类指标对应多少财政拨款？
-- Funding per indicator category?
-- note: 钱不按指标编。has_indicator 与 has_quantified_indicator 中同一项目在各类重复，不可相加；
-- note: allocated_equally 是均摊（allocated），人为的，可以相加。bare_number 是只靠没有单位的数，date_only 是只印日期而未计入的。
select
    district_name,
    dimension_name,
    reading,
    project_count,
    cast(funding_yuan / 10000 as decimal(20, 4)) as funding_wan,
    cast(funding_share * 100 as decimal(7, 2)) as percent_of_agency,
    cast(funding_bare_number_yuan / 10000 as decimal(20, 4)) as bare_number_wan,
    cast(funding_date_only_yuan / 10000 as decimal(20, 4)) as date_only_wan
from marts.mart_funding_by_category
order by reading desc, district_name desc, dimension asc
