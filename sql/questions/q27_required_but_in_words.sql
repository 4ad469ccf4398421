-- Q27. 注明「必填量化」却用文字作答的有哪些？
-- Required-and-quantified answered in words?
-- note: 「1月和2月」是日期，可以核对但不是数，单列。
select
    p.district_name,
    p.project_name,
    d.name_zh as dimension,
    i.indicator_name,
    t.target_printed,
    t.kind,
    c.line
from core.fact_indicator as i
inner join core.fact_target as t on i.indicator_id = t.indicator_id
inner join marts.mart_project as p on i.project_id = p.project_id
inner join core.dim_indicator_category as d on i.dimension = d.dimension
left join staging.source_cell as c on t.source_cell_id = c.source_cell_id
where i.requirement = 'required_quantified' and not t.is_quantified and not i.declared_none and p.is_counted
order by p.district_name desc, c.document_id asc, c.cell_no asc
