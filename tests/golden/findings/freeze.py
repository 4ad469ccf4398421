"""Write the findings of the two real documents anew: ``python tests/golden/findings/freeze.py INDICATORS.duckdb``.

A change here goes into a commit that says which finding is new, gone or moved, and why it is right.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
QUERY = """
select f.rule_code, coalesce(cast(c.line as varchar), '-'), f.message_zh
from quality.finding as f
inner join staging.document as d on f.document_id = d.document_id
left join staging.source_cell as c on f.source_cell_id = c.source_cell_id
where d.path = ?
order by f.rule_code, c.line, f.message_zh
"""


def findings_of(database: Path, path: str) -> list[str]:
    """The findings of one document, one a line: rule, line of the text, message."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return ["\t".join(row) for row in connection.execute(QUERY, [path]).fetchall()]


if __name__ == "__main__":
    for golden in sorted(HERE.glob("*.tsv")):
        lines = findings_of(Path(sys.argv[1]), f"{golden.stem}.txt")
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
