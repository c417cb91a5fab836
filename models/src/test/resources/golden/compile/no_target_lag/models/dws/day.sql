/*---
description: refreshed for what stands on it
distributed_by: [id]
buckets: 1
---*/
SELECT t.id, t.amount FROM ods.txn t
