/*---
refresh: native
rewrite: off
---*/
SELECT count(*) AS txns FROM ods.txn
