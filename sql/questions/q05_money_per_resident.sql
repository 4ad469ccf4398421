-- Q5. 按 2020 年普查人口，人均多少财政拨款？
-- Per resident (2020 census)?
-- note: 2024 年预算除以 2020 年普查人口，年份不同；只有主分母可以并列，其余是敏感性。
select
    district_name,
    is_primary,
    population,
    population_as_of,
    population_grade,
    funding_per_capita_yuan,
    case
        when is_primary
            then
                cast(
                    funding_per_capita_yuan / min(funding_per_capita_yuan) over (partition by is_primary)
                    as decimal(20, 4)
                )
    end as times_the_lowest,
    is_comparable,
    reason
from marts.mart_funding_per_capita
order by is_primary desc, district_name desc, population_as_of asc
