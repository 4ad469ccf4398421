-- Q32. 这些文件回答不了什么？
-- What cannot be answered from these files?
-- note: 前一部分是这类表本来就没有的；后一部分由本次数据得出：分母、金额或同类缺失的地方。
with never_printed as (
    select
        v.subject,
        v.reason
    from (
        values
        ('实际支出与执行率', '目标表与批复表只有计划，没有实际数'),
        ('目标是否完成', '没有实际完成值；自评表才有'),
        ('权重与得分', '两份表都没有权重一栏'),
        ('基期与上年目标', '没有上年值，无从说提高了多少'),
        ('一般公共预算还是政府性基金', '只印财政拨款与其他资金，没有分账本'),
        ('上级与本级各出多少', '没有资金级次；只有名称和目标里的零星字样'),
        ('功能分类与经济分类科目', '表上没有科目代码；对应只是建议'),
        ('每户多少钱', '两个街道都没有户数'),
        ('两个街道的总预算孰多', '一份是目标表，一份是七张批复表，不是两份完整预算'),
        ('谁来证明满意度', '没有写调查对象、方法与样本')
    ) as v (subject, reason)
),

not_comparable as (
    select
        district_name || ' ' || coalesce(place_name, '') || '：每社区与人均合计' as subject,
        reason
    from marts.mart_funding_per_community
    where not is_comparable
    union all
    select
        topic_name || '：两地相比' as subject,
        min(reason) as reason
    from marts.mart_funding_by_topic
    group by topic_name
    having count(*) filter (where is_comparable) = 0
)

select
    'never printed' as kind,
    subject,
    reason
from never_printed
union all
select
    'not comparable' as kind,
    subject,
    reason
from not_comparable
order by kind desc, subject asc
