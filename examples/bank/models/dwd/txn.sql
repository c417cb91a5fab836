/*---
description: Bookings, each once, with their sign and their branch
owner: data-desk
columns:
  signed_amount: Positive when the balance grew
  biz_date: Business day
tests: [ { not_null: txn_id }, { unique: [reference] } ]
---*/
WITH numbered AS (
  -- A retry has the reference of its first try: the first booking counts.
  SELECT
    t.txn_id,
    t.account_id,
    t.txn_type,
    t.amount,
    t.txn_time,
    t.channel,
    t.reference,
    row_number() OVER (PARTITION BY t.reference ORDER BY t.txn_time, t.txn_id) AS attempt
  FROM ods.txn t
)
SELECT
  n.txn_id,
  n.account_id,
  a.branch_id,
  a.customer_id,
  n.txn_type,
  n.amount,
  CASE WHEN n.txn_type IN ('DEPOSIT', 'TRANSFER_IN', 'INTEREST') THEN n.amount ELSE -n.amount END AS signed_amount,
  n.txn_time,
  CAST(n.txn_time AS DATE) AS biz_date,
  n.channel,
  n.reference
FROM numbered n
JOIN ods.account a ON a.account_id = n.account_id
WHERE n.attempt = 1
