/*---
description: The branch manager's day - flows, deposits held and loans out
owner: data-desk
target_lag: 15 seconds
tests: [ { not_null: branch_id }, { unique: [branch_id, biz_date] } ]
---*/
WITH days AS (
  SELECT f.branch_id, f.biz_date
  FROM dws.branch_day_flow f
  UNION
  SELECT l.branch_id, l.biz_date
  FROM dws.branch_day_loan l
)
SELECT
  d.branch_id,
  d.biz_date,
  coalesce(f.deposits, 0) AS deposits,
  coalesce(f.withdrawals, 0) AS withdrawals,
  coalesce(f.txns, 0) AS txns,
  b.closing_balance,
  coalesce(l.granted, 0) AS loans_granted,
  coalesce(l.repaid, 0) AS loans_repaid,
  l.outstanding AS loans_outstanding
FROM days d
LEFT JOIN dws.branch_day_flow f ON f.branch_id = d.branch_id AND f.biz_date = d.biz_date
LEFT JOIN dws.branch_day_balance b ON b.branch_id = d.branch_id AND b.biz_date = d.biz_date
LEFT JOIN dws.branch_day_loan l ON l.branch_id = d.branch_id AND l.biz_date = d.biz_date
