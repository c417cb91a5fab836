CREATE MATERIALIZED VIEW dws.pasted
DISTRIBUTED BY HASH (account_id) BUCKETS 2
AS SELECT account_id, sum(amount) AS amount FROM ods.txn GROUP BY account_id
