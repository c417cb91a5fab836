# SPDX-License-Identifier: Apache-2.0
"""Parses the queries that ParserBenchmark wrote with sqlglot: milliseconds for all of them, the best of three."""
import json
import sys
import time

import sqlglot

queries = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
best, accepted = None, 0
for _ in range(3):
    accepted, start = 0, time.perf_counter()
    for query in queries:
        try:
            sqlglot.parse(query, read="starrocks")
            accepted += 1
        except (sqlglot.errors.SqlglotError, RecursionError):
            pass
    spent = (time.perf_counter() - start) * 1000
    best = spent if best is None else min(best, spent)
print(f"sqlglot {sqlglot.__version__}: {best:.0f} ms, {accepted} of {len(queries)} accepted")
