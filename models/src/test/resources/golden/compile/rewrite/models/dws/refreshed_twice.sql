/*---
refresh: native
---*/
CREATE MATERIALIZED VIEW refreshed_twice DISTRIBUTED BY HASH (branch_id) REFRESH ASYNC EVERY (INTERVAL 1 HOUR) AS SELECT branch_id, sum(amount) AS total FROM ods.txn GROUP BY branch_id
