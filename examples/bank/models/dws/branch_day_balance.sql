/*---
description: Deposits held per branch at the end of each day
owner: data-desk
columns: { closing_balance: Opening balances of the branch and everything booked since }
tests: [ { unique: [branch_id, biz_date] } ]
---*/
WITH opening AS (
  SELECT a.branch_id, sum(a.opening_balance) AS opening_balance
  FROM dwd.account a
  GROUP BY a.branch_id
)
SELECT
  f.branch_id,
  f.biz_date,
  o.opening_balance + sum(f.net_flow) OVER (PARTITION BY f.branch_id ORDER BY f.biz_date) AS closing_balance
FROM dws.branch_day_flow f
JOIN opening o ON o.branch_id = f.branch_id
