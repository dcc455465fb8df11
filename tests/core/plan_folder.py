"""A plan of another district, 3 targets, 2 townships, quotas of two years; a project."""

from __future__ import annotations

from pathlib import Path

from ecoledger.core.plan import check_plan

TABLES = {
    "plan.csv": """key,value
id,fang_2021
name_zh,房县生态修复规划
name_en,Fang County restoration plan
district_code,420325
district_name_zh,房县
crs,EPSG:4525
district_area,5110 平方公里
issued,2021-03-01
source,县政府文件
""",
    "groups.csv": """id,name_zh,exclusive
green,造林,是
""",
    "targets.csv": """id,name_zh,kind,evidence,amount,unit,\
deadline,baseline,baseline_classes,group,min_area,aggregate,derived_from
greening,荒山绿化,area,polygon,3,万亩,2025-12-31,barren_land,0171,green,10 亩,,
oak,栎林,area,polygon,100,公顷,,,,green,,,
coverage,森林覆盖率增长,ratio,polygon,0.2,个百分点,,,,,,share_of_district,greening
""",
    "townships.csv": """code,name_zh,kind,control_area
420325100,城关镇,town,
420325101,军店镇,town,
""",
    "rules.csv": """id,name_zh,layer,geometry,rule,class_filter,distance
bank,岸线禁建带,river_banks,line,不得建化工项目,1,1 公里
""",
    "restrictions.csv": """id,rule,severity,relation,subject,message_zh,valid_from,valid_to
mill,bank,violation,within_distance,measure=new_works; name|project~化工|造纸,化工项目,2021-03-01,2030-12-31
greening_there,bank,note,touches,target=greening,岸线上的造林,,
""",
    "quotas.csv": """target,township,year,amount,unit,revision,proposed
greening,420325100,2021,1,万亩,,
greening,420325100,2022,2,万亩,,
""",
    "projects.csv": """name,target,township,responsible,fund_source,investment_wan,annual_plan
国土绿化,greening,420325100,县林业局,中央预算内投资,1200,2021=1;2022=2
""",
}


def write(folder: Path, **changes: str | bytes | None) -> Path:
    """Write the plan's tables; `targets="…"` replaces targets.csv, None leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        content = changes.get(Path(name).stem, text)
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            (folder / name).write_bytes(data)
    return folder


def places(folder: Path) -> list[tuple[str, str, int | None]]:
    """What is wrong with a folder: id, file and line of each fault, whose sentence must have its fields."""
    faults = check_plan(folder)[1]
    assert all(str(f).startswith(f.source) for f in faults)
    return [(f.id, f.source, f.line) for f in faults]
