/*---
partition_by: biz_date
distributed_by: [account_id]
buckets: 4
order_by: [biz_date, account_id]
properties: { replication_num: "1" }
rewrite: within_lag
target_lag: 10 minutes
resource_group: nightly
---*/
SELECT biz_date, account_id, sum(amount) AS amount, count(*) AS txns, max(channel) AS channel
FROM dwd.txn
GROUP BY 1, 2
