/*---
description: Each account's balance as the core system keeps it, beside what its bookings add up to
owner: data-desk
columns: { difference: "0.00 unless a booking is missing or doubled" }
tests: [ { unique: [account_id] } ]
---*/
WITH booked AS (
  SELECT t.account_id, sum(t.signed_amount) AS net FROM dwd.txn t GROUP BY t.account_id
)
SELECT
  a.account_id,
  a.full_name,
  a.branch_id,
  a.status,
  a.balance,
  a.opening_balance + coalesce(k.net, 0) AS booked_balance,
  a.balance - (a.opening_balance + coalesce(k.net, 0)) AS difference
FROM dwd.account a
LEFT JOIN booked k ON k.account_id = a.account_id
