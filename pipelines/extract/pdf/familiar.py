"""What a form's text must look like: its labels, and the characters that any Chinese text is mostly made of.

A text layer can be garbage though it is well formed (fonts without, or with a wrong, map to Unicode). Labels prove that
it is sound; where a page has none, the share of everyday characters decides: a page without labels is not garbage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_FORM_LABELS = """
项目名称 专项资金名称 项目支出名称 转移支付名称 二级项目 主管部门 主管部门及代码 业务主管部门 项目主管部门
主管预算部门 预算部门 实施单位 项目单位 项目实施单位 项目执行单位 资金使用单位 预算单位 编制单位 单位名称
项目属性 项目期 项目类型 项目类别 项目资金 年度资金总额 资金总额 预算数 当年预算 项目金额 财政拨款
其中财政拨款 其他资金 上级资金 绩效目标 年度总体目标 总体目标 年度目标 年度绩效目标 项目概况 立项依据
当年绩效目标 绩效指标 指标 一级指标 二级指标 三级指标 指标值 目标值 年度指标值 指标内容 指标性质 指标方向
指标权重 度量单位 计量单位 权重 分值 备注 产出指标 成本指标 效益指标 满意度指标 数量指标 质量指标
时效指标 经济成本指标 社会成本指标 生态环境成本指标 经济效益指标 社会效益指标 生态效益指标 可持续影响指标
服务对象满意度指标 项目完成指标 项目效益指标 实际完成值 执行率 得分
"""
_PROJECT_LABELS = """
项目名称 专项资金名称 项目支出名称 专项名称 专项项目名称 转移支付名称 转移支付项目名称 二级项目名称 项目
部门名称 部门单位名称 单位名称
"""

FORM_LABELS = frozenset(_FORM_LABELS.split())
"""Labels of the forms of 项目支出绩效目标表 and its relatives, without brackets and blanks."""

PROJECT_LABELS = frozenset(_PROJECT_LABELS.split())
"""Labels that a new form begins with."""

_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间"
    "样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文"
    "总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治"
    "北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声"
    "报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千"
    "周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育"
    "厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师"
    "围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视仅费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故"
    "城夫够送笔船占右财吃富春职觉汉画功巴跟虽杂飞检吸助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州"
    "良轴找否纪益依优顶础载倒房突坐粉敌略客袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠混母短皮终聚汽村云哪既距卫停烈央察烧迅境若印洲刻"
    "括激孔搞甚室待核校散侵吧甲游久菜味旧模湖货损预阻毫普稳乙妈植息扩银语挥酒守拿序纸医缺雨吗针刘啊急唱误训愿审附获茶鲜粮斤孩脱硫肥善龙演父渐血"
    "欢械掌歌沙著刚攻谓盾讨晚粒乱燃矛乎杀药宁鲁贵钟煤读班伯香介迫句丰培握兰担弦蛋沉假穿执答乐谁顺烟缩征脸喜松脚困异免背星福买染井概慢怕磁倍祖皇"
    "促静补评翻肉践尼衣宽扬棉希伤操垂秋宜氢套督振架亮末宪庆编牛触映雷销诗座居抓裂胞呼娘景威绿晶厚盟衡鸡孙延危胶屋乡临陆顾掉呀灯岁措束耐剧玉赵跳"
    "街道镇乡办居社区绩效拨款贴缴险租购赁宿舍网络维稳访矜寡孤妇扶贫棚户巷廉纠纷"
)
"""Characters of everyday and official Chinese."""

_RARE = frozenset("!\"#$&'*+;<=>?@[\\]^_`{|}~")
"""Signs that hardly stand in words."""

_BLANKS = re.compile(r"\s+")
_BRACKETED = re.compile(r"\([^()]*\)|:$")


def squeezed(text: str) -> str:
    """For matching only: compatibility forms folded (Kangxi radicals, full width), blanks gone.

    >>> squeezed("⼀级 指标：")
    '一级指标:'
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def bare_label(text: str) -> str:
    """The text as a label: without bracketed hints and the colon.

    >>> bare_label("数量指标（必填量化）")
    '数量指标'
    """
    return _BRACKETED.sub("", squeezed(text)).replace("(", "").replace(")", "").replace(":", "")


def is_form_label(text: str) -> bool:
    """True when the whole text is one of the form's labels."""
    return len(text) <= 40 and bare_label(text) in FORM_LABELS


def is_project_label(text: str) -> bool:
    """True when the text is the label that a new form begins with."""
    return len(text) <= 20 and bare_label(text) in PROJECT_LABELS


def labels_in(texts: Iterable[str]) -> int:
    """How many different labels of the form stand there as whole texts."""
    return len({bare_label(t) for t in texts if is_form_label(t)})


def is_garbled(texts: Iterable[str], unmapped: int) -> bool:
    """True when these texts of a page cannot be what is printed there.

    ``unmapped`` counts the glyphs whose font does not say what they are.
    """
    letters = ideographs = common = latin = odd = rare = 0
    for character in (c for text in texts for c in unicodedata.normalize("NFKC", text)):
        if character.isspace() or character.isdigit():
            continue
        category = unicodedata.category(character)
        if category in ("Cc", "Cn", "Co", "Cs") or character == "\ufffd":
            odd += 1
        elif "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff":
            ideographs += 1
            common += character in _COMMON
        elif character.isascii() and character.isalpha():
            latin += 1
        elif category.startswith("L"):
            odd += 1
        elif character in _RARE:
            rare += 1
        letters += 1
    odd = max(odd, unmapped)
    if letters + unmapped < 8:
        return False
    if odd > 0.3 * max(letters, odd):
        return True
    if ideographs == 0 and latin + rare >= 30 and rare > 0.12 * (latin + rare):
        return True  # every character came out as some sign of the keyboard
    return ideographs >= 8 and common < 0.35 * ideographs
