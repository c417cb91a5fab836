/*---
refresh: native
target_lag: 1 hour
---*/
CREATE MATERIALIZED VIEW native_by_header DISTRIBUTED BY HASH (branch_id) AS SELECT branch_id, sum(amount) AS total FROM ods.txn GROUP BY branch_id
