SELECT date_trunc('month', d.biz_date) AS month, sum(d.amount) AS amount FROM txn_day d GROUP BY 1
