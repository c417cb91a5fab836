/*---
target_lag: 1 day
---*/
SELECT branch_id, max(total) AS most FROM dws.within_downstream GROUP BY branch_id
