/*---
description: Accounts with customer, product and branch
owner: data-desk
columns:
  account_id: Number of the account
  city: Where the customer lives, out of the profile
tests: [ { not_null: account_id }, { unique: [account_id] } ]
---*/
SELECT
  a.account_id,
  a.customer_id,
  c.full_name,
  coalesce(c.segment, 'MASS') AS segment,
  coalesce(c.city, 'unknown') AS city,
  a.branch_id,
  b.branch_name,
  b.region,
  a.product_code,
  p.product_name,
  a.opening_balance,
  a.balance,
  a.status,
  a.opened_on
FROM ods.account a
LEFT JOIN ods.customer c ON c.customer_id = a.customer_id
LEFT JOIN dim.branch b ON b.branch_id = a.branch_id
LEFT JOIN dim.product p ON p.product_code = a.product_code
