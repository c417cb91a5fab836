/*---
description: Loans granted, repaid and outstanding per branch and day
owner: data-desk
tests: [ { unique: [branch_id, biz_date] } ]
---*/
WITH day AS (
  SELECT
    f.branch_id,
    f.biz_date,
    sum(CASE WHEN f.flow = 'GRANTED' THEN f.amount ELSE 0 END) AS granted,
    sum(CASE WHEN f.flow = 'REPAID' THEN -f.amount ELSE 0 END) AS repaid,
    sum(f.amount) AS net
  FROM dwd.loan_flow f
  GROUP BY f.branch_id, f.biz_date
)
SELECT
  d.branch_id,
  d.biz_date,
  d.granted,
  d.repaid,
  sum(d.net) OVER (PARTITION BY d.branch_id ORDER BY d.biz_date) AS outstanding
FROM day d
