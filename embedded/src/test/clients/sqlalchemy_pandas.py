"""SQLAlchemy with the StarRocks dialect (DDL, DML, reflection) and pandas (to_sql, read_sql)."""

import datetime
import os
from decimal import Decimal

import pandas as pd
from sqlalchemy import MetaData, Table, create_engine, inspect, select, text

URL = f"starrocks://root:@127.0.0.1:{os.environ['STARROCKS_PORT']}/default_catalog."

with create_engine(URL + "information_schema").begin() as connection:
    connection.execute(text("CREATE DATABASE IF NOT EXISTS shop"))
engine = create_engine(URL + "shop")

with engine.begin() as connection:
    connection.execute(text("""
        CREATE TABLE sale (
          id BIGINT NOT NULL COMMENT 'number', name VARCHAR(20), amount DECIMAL(10, 2), tags ARRAY<INT>, doc JSON, day DATE)
        PRIMARY KEY (id) COMMENT 'what was sold' DISTRIBUTED BY HASH (id) BUCKETS 1 PROPERTIES ("replication_num" = "1")"""))
    connection.execute(
        text("INSERT INTO sale VALUES (:id, :name, 1.5, [1, 2], parse_json('{\"a\": 1}'), '2026-10-01')"),
        [{"id": 1, "name": "a'b\\%"}, {"id": 2, "name": None}])
    connection.execute(text("CREATE VIEW total AS SELECT name, sum(amount) AS amount FROM sale GROUP BY name"))
    connection.execute(text(
        "CREATE MATERIALIZED VIEW stored DISTRIBUTED BY HASH (name) REFRESH MANUAL"
        " AS SELECT name, sum(amount) AS amount FROM sale GROUP BY name"))

# Reflection.
assert engine.dialect.run_mode == "shared_nothing", engine.dialect.run_mode
seen = inspect(engine)
assert {"shop", "information_schema"} <= set(seen.get_schema_names()), seen.get_schema_names()
assert seen.get_table_names() == ["sale"], seen.get_table_names()
assert seen.get_view_names() == ["total"], seen.get_view_names()
assert seen.get_materialized_view_names() == ["stored"], seen.get_materialized_view_names()
columns = {column["name"]: column for column in seen.get_columns("sale")}
assert list(columns) == ["id", "name", "amount", "tags", "doc", "day"]
assert not columns["id"]["nullable"] and columns["id"]["comment"] == "number", columns["id"]
assert columns["name"]["type"].length == 20
assert (columns["amount"]["type"].precision, columns["amount"]["type"].scale) == (10, 2)
assert type(columns["tags"]["type"]).__name__ == "ARRAY" and type(columns["doc"]["type"]).__name__ == "JSON"
assert seen.get_pk_constraint("sale")["constrained_columns"] == ["id"]
assert seen.get_table_comment("sale")["text"] == "what was sold"
options = seen.get_table_options("sale")
assert options["starrocks_primary_key"] == "id" and options["starrocks_distributed_by"] == "HASH(`id`) BUCKETS 1", options
assert "sum" in seen.get_view_definition("total").lower()

# Reflected tables in expressions.
sale = Table("sale", MetaData(), autoload_with=engine)
with engine.connect() as connection:
    rows = connection.execute(select(sale.c.id, sale.c.name, sale.c.amount, sale.c.day).order_by(sale.c.id)).all()
    day = datetime.date(2026, 10, 1)
    assert rows == [(1, "a'b\\%", Decimal("1.50"), day), (2, None, Decimal("1.50"), day)], rows
    found = connection.execute(select(sale.c.id).where(sale.c.name == "a'b\\%", sale.c.day >= day)).scalars().all()
    assert found == [1], found

# pandas.
frame = pd.DataFrame({
    "id": [1, 2], "name": ["x", None], "score": [0.5, 1.5],
    "at": pd.to_datetime(["2026-10-01 08:00", "2026-10-02 09:30"])})
frame.to_sql("frame", engine, index=False, if_exists="replace")
frame.to_sql("frame", engine, index=False, if_exists="append", method="multi")
read = pd.read_sql("SELECT * FROM frame ORDER BY id, score", engine)
assert list(read["id"]) == [1, 1, 2, 2] and read["score"].sum() == 4.0, read
assert list(read["at"].astype(str)) == ["2026-10-01 08:00:00"] * 2 + ["2026-10-02 09:30:00"] * 2, read
assert read["name"].isna().sum() == 2, read
assert len(pd.read_sql_table("frame", engine, columns=["id"])) == 4
chunks = [len(chunk) for chunk in pd.read_sql("SELECT * FROM frame", engine, chunksize=3)]
assert chunks == [3, 1], chunks
print("sqlalchemy and pandas are content")
