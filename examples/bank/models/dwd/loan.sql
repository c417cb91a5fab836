/*---
description: Loans with what is still owed
owner: data-desk
columns: { outstanding: Principal not yet paid back }
tests: [ { not_null: loan_id }, { unique: [loan_id] } ]
---*/
WITH paid AS (
  SELECT r.loan_id, sum(r.principal_part) AS principal_paid, max(r.paid_on) AS last_paid_on
  FROM ods.loan_repayment r
  WHERE r.paid_on IS NOT NULL
  GROUP BY r.loan_id
)
SELECT
  l.loan_id,
  l.customer_id,
  l.branch_id,
  p.product_name,
  l.principal,
  l.granted_on,
  l.status,
  l.principal - coalesce(paid.principal_paid, 0) AS outstanding,
  paid.last_paid_on
FROM ods.loan l
LEFT JOIN dim.product p ON p.product_code = l.product_code
LEFT JOIN paid ON paid.loan_id = l.loan_id
