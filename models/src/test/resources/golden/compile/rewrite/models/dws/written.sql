/*---
rewrite: within_lag
---*/
CREATE MATERIALIZED VIEW written DISTRIBUTED BY HASH (branch_id) REFRESH DEFERRED MANUAL AS SELECT branch_id, sum(amount) AS total FROM ods.txn GROUP BY branch_id
