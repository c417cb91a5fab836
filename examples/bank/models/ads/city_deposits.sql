/*---
description: Deposits by the city that customers live in
owner: data-desk
tests: [ { unique: [city] } ]
---*/
SELECT
  a.city,
  count(*) AS accounts,
  count(DISTINCT a.customer_id) AS customers,
  sum(a.balance) AS deposits_held
FROM dwd.account a
WHERE a.status <> 'CLOSED'
GROUP BY a.city
