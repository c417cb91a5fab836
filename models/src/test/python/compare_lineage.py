#!/usr/bin/env python3
"""Compares Orrery's lineage of a project with sqlglot's, which knows nothing of Orrery.

    compare_lineage.py PROJECT EDGES [SHOWN]

PROJECT is a folder with plain models (one query or CREATE TABLE a file), EDGES the output of LineageDump. Needs sqlglot
(written against 30) and nothing else: sqlglot parses every file by itself, learns the columns of tables from their CREATE
TABLE and those of views from what it parsed before. Prints how many table and column edges agree, and the first SHOWN
that differ; ends with 1 when an edge differs.
"""
import pathlib
import re
import sys

from sqlglot import exp, lineage, parse_one, schema
from sqlglot.optimizer import qualify, scope

DIALECT = "starrocks"
HEADER = re.compile(r"\A\s*/\*---.*?---\*/", re.S)


def models(project):
    """Each model's name with its statement."""
    for path in sorted((project / "models").rglob("*.sql")):
        statement = parse_one(HEADER.sub("", path.read_text(encoding="utf-8")), dialect=DIALECT)
        yield f"{path.parent.name}.{path.stem}", statement


def reads(statement):
    common = {cte.alias for cte in statement.find_all(exp.CTE)}
    return {f"{t.db}.{t.name}" for t in statement.find_all(exp.Table) if t.db or t.name not in common}


def in_order(queries):
    """Every query after those that it reads."""
    done, order = set(), []

    def visit(name):
        if name in done or name not in queries:
            return
        done.add(name)
        for below in sorted(reads(queries[name])):
            visit(below)
        order.append(name)

    for name in sorted(queries):
        visit(name)
    return order


def leaves(node):
    """The stored columns below a column of sqlglot's tree."""
    if not node.downstream:
        if isinstance(node.expression, exp.Table):
            table = node.expression
            yield f"{table.db}.{table.name}", node.name.split(".")[-1].strip("`\"")
        return
    for below in node.downstream:
        yield from leaves(below)


def edges_of_sqlglot(project):
    tables, queries = {}, {}
    for name, statement in models(project):
        if isinstance(statement, exp.Create):
            columns = statement.find(exp.Schema).find_all(exp.ColumnDef)
            tables[name] = {c.name: c.kind.sql(DIALECT) if c.kind else "INT" for c in columns}
        else:
            queries[name] = statement
    table_edges, column_edges = set(), set()
    known = schema.MappingSchema(dialect=DIALECT)
    for name, columns in tables.items():
        known.add_table(name, columns)
    for name in in_order(queries):
        statement = queries[name]
        table_edges |= {(name, below) for below in reads(statement)}
        qualified = qualify.qualify(
            statement.copy(), dialect=DIALECT, schema=known, validate_qualify_columns=False, identify=False
        )
        tree = scope.build_scope(qualified)
        for column in qualified.named_selects:
            # Without trimming nothing is copied for each column.
            node = lineage.lineage(
                column, qualified, known, dialect=DIALECT, scope=tree, trim_selects=False, copy=False
            )
            column_edges |= {(f"{name}.{column}", f"{t}.{c}") for t, c in leaves(node)}
        known.add_table(name, {column: "INT" for column in qualified.named_selects})
    return table_edges, column_edges


def edges_of_orrery(path):
    table_edges, column_edges = set(), set()
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, above, below = line.split("\t")
        (table_edges if kind == "table" else column_edges).add((above, below))
    return table_edges, column_edges


def compare(what, ours, theirs, shown):
    print(f"{what}: {len(ours & theirs)} edges agree, {len(ours - theirs)} only here, {len(theirs - ours)} only sqlglot")
    for side, only in (("only here", ours - theirs), ("only sqlglot", theirs - ours)):
        for above, below in sorted(only)[:shown]:
            print(f"  {side}: {above} <- {below}")
    return ours == theirs


def main():
    shown = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    ours = edges_of_orrery(pathlib.Path(sys.argv[2]))
    theirs = edges_of_sqlglot(pathlib.Path(sys.argv[1]))
    same = [compare(what, a, b, shown) for what, a, b in zip(("tables", "columns"), ours, theirs)]
    sys.exit(0 if all(same) else 1)


if __name__ == "__main__":
    main()
