/*---
target_lag: 10 minutes
---*/
SELECT branch_id, sum(amount) AS total FROM ods.txn GROUP BY branch_id
