"""The table of CONTRIBUTING.md and the tests that make its rows know of one another."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r'\brow\(f?"([^"]+)"\)')
HEADER = "| fault or input | how the test makes it | what happens | tried, at least | lost | crashed |"


def test_every_row_of_the_table_is_made_by_a_test_and_every_test_has_its_row():
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    table = [line.strip("|").split("|") for line in lines[lines.index(HEADER) + 2 :] if line.startswith("|")]
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    made = [re.escape(name) for text in texts for name in NAMED.findall(text)]
    patterns = [re.compile(re.sub(r"\\\{.*?\\\}", ".+", name)) for name in made]
    rows = [row[0].strip() for row in table]
    assert [row for row in rows if not any(pattern.fullmatch(row) for pattern in patterns)] == []
    assert [one.pattern for one in patterns if not any(one.fullmatch(row) for row in rows)] == []
    assert all(row[4:] == [" 0 ", " 0 "] for row in table)
