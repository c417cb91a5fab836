/*---
description: What moves the loan book - a loan granted, an instalment paid
owner: data-desk
columns: { amount: Positive when the book grew }
---*/
SELECT l.branch_id, l.granted_on AS biz_date, l.loan_id, 'GRANTED' AS flow, l.principal AS amount
FROM ods.loan l
UNION ALL
SELECT l.branch_id, r.paid_on AS biz_date, l.loan_id, 'REPAID' AS flow, -r.principal_part AS amount
FROM ods.loan_repayment r
JOIN ods.loan l ON l.loan_id = r.loan_id
WHERE r.paid_on IS NOT NULL
