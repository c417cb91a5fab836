/*---
description: Every day of every branch, for the chart under the dashboard
owner: data-desk
---*/
SELECT
  b.branch_name,
  b.region,
  d.branch_id,
  d.biz_date,
  d.deposits,
  d.withdrawals,
  d.closing_balance,
  d.loans_outstanding
FROM dws.branch_day d
JOIN dim.branch b ON b.branch_id = d.branch_id
