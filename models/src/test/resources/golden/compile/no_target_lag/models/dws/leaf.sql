/*---
description: nothing stands on it, and nobody says how fresh it is to be
distributed_by: [id]
buckets: 1
---*/
SELECT d.id, d.amount FROM dws.day d
