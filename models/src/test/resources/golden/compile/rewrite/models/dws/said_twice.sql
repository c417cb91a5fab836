/*---
rewrite: within_lag
properties: { mv_rewrite_staleness_second: "30" }
---*/
SELECT branch_id, sum(amount) AS total FROM ods.txn GROUP BY branch_id
