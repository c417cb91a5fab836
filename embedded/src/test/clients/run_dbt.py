"""A small dbt project on dbt-starrocks: seed, run, test, docs generate; then a day later; then rebuilt in full."""

import json
import os
import pathlib
import sys

import mysql.connector
from dbt.cli.main import dbtRunner

PROJECT = pathlib.Path(sys.argv[1])
HERE = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--no-use-colors", "--quiet"]
dbt = dbtRunner()


def run(*command, expected=True):
    ended = dbt.invoke([*command, *HERE])
    results = getattr(ended.result, "results", [])
    told = ended.exception or [(result.node.name, result.message) for result in results]
    assert ended.success == expected, (command, told)
    return results


def rows(query):
    with mysql.connector.connect(host="127.0.0.1", port=int(os.environ["STARROCKS_PORT"]), user="root") as connection:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()


run("seed")
run("run")
run("test")
assert [(shop, str(amount)) for shop, amount in rows("SELECT shop, amount FROM shop.by_shop ORDER BY shop")] == [
    ("Lyon", "10.00"), ("Paris", "1.25")]
assert rows("SELECT count(*) FROM shop.by_day") == [(2,)]
assert rows("SELECT count(*) FROM shop.seen") == [(3,)]

run("docs", "generate")
catalog = json.loads((PROJECT / "target" / "catalog.json").read_text())
assert catalog["errors"] is None
assert {node["metadata"]["name"] for node in catalog["nodes"].values()} == {"raw_sales", "sales", "by_shop", "by_day", "seen"}
assert list(catalog["nodes"]["model.shop.sales"]["columns"]) == ["id", "shop", "amount", "sold_on"]

seed = PROJECT / "seeds" / "raw_sales.csv"
seed.write_text(seed.read_text() + "4,Paris,8.75,2026-10-03\n")
run("seed")
run("run")
assert rows("SELECT id FROM shop.seen ORDER BY id") == [(1,), (2,), (3,), (4,)]
assert rows("SELECT count(*) FROM shop.by_day") == [(3,)]
assert rows("SELECT sales FROM shop.by_shop WHERE shop = 'Paris'") == [(2,)]

run("run", "--full-refresh")
assert rows("SELECT count(*) FROM shop.seen") == [(4,)]

seed.write_text(seed.read_text() + "4,Rome,1.00,2026-10-04\n")
run("seed")
failed = {result.node.name: result.status for result in run("build", expected=False)}
assert failed["accepted_values_sales_shop__Lyon__Paris"] == "fail", failed
print("dbt is content")
