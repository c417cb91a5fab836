/*---
description: Bookings since the first day
tests: [ { not_null: txn_id }, { accepted_values: { column: channel, values: [APP, ATM] } } ]
columns: { channel: Where it was booked }
---*/
SELECT t.txn_id, t.account_id, t.amount, t.channel, date_trunc('day', t.booked_at) AS biz_date
FROM ods.txn t
WHERE t.booked_at >= '${first_day}'
