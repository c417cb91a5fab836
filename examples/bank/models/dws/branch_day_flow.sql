/*---
description: Deposits and withdrawals per branch and day
owner: data-desk
distributed_by: [branch_id]
buckets: 2
columns:
  branch_id: Branch that keeps the account
  biz_date: Business day
  deposits: Money in
  withdrawals: Money out
tests: [ { not_null: branch_id }, { unique: [branch_id, biz_date] } ]
---*/
SELECT
  t.branch_id,
  t.biz_date,
  sum(CASE WHEN t.signed_amount > 0 THEN t.signed_amount ELSE 0 END) AS deposits,
  sum(CASE WHEN t.signed_amount < 0 THEN -t.signed_amount ELSE 0 END) AS withdrawals,
  sum(t.signed_amount) AS net_flow,
  count(*) AS txns,
  count(DISTINCT t.customer_id) AS customers
FROM dwd.txn t
GROUP BY t.branch_id, t.biz_date
