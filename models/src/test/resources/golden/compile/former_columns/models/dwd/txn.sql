/*---
columns: { total: { renamed_from: amount } }
---*/
SELECT t.id, t.amount AS total FROM ods.txn t
