/*---
description: One row a branch - its last business day, what it holds, what it lent, and how near its limits it is
owner: data-desk
columns: { within_limits: "true while both limits hold" }
tests: [ { unique: [branch_id] } ]
---*/
WITH last_day AS (
  SELECT d.branch_id, max(d.biz_date) AS biz_date FROM dws.branch_day d GROUP BY d.branch_id
),
held AS (
  SELECT
    d.branch_id,
    d.closing_balance,
    row_number() OVER (PARTITION BY d.branch_id ORDER BY d.biz_date DESC) AS newest
  FROM dws.branch_day d
  WHERE d.closing_balance IS NOT NULL
),
lent AS (
  SELECT
    d.branch_id,
    d.loans_outstanding,
    row_number() OVER (PARTITION BY d.branch_id ORDER BY d.biz_date DESC) AS newest
  FROM dws.branch_day d
  WHERE d.loans_outstanding IS NOT NULL
)
SELECT
  b.branch_id,
  b.branch_name,
  b.region,
  b.manager,
  d.biz_date,
  d.deposits AS deposits_today,
  d.withdrawals AS withdrawals_today,
  d.txns AS txns_today,
  coalesce(h.closing_balance, 0) AS deposits_held,
  coalesce(l.loans_outstanding, 0) AS loans_outstanding,
  r.max_outstanding,
  round(coalesce(l.loans_outstanding, 0) / h.closing_balance, 4) AS loan_to_deposit,
  coalesce(l.loans_outstanding, 0) <= r.max_outstanding
    AND coalesce(l.loans_outstanding, 0) <= r.max_loan_to_deposit * h.closing_balance AS within_limits
FROM dim.branch b
JOIN last_day y ON y.branch_id = b.branch_id
JOIN dws.branch_day d ON d.branch_id = y.branch_id AND d.biz_date = y.biz_date
LEFT JOIN held h ON h.branch_id = b.branch_id AND h.newest = 1
LEFT JOIN lent l ON l.branch_id = b.branch_id AND l.newest = 1
LEFT JOIN ads.risk_limit r ON r.branch_id = b.branch_id
