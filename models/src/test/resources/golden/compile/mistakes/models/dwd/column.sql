/*---
columns: { branch: The branch }
---*/
SELECT a.branchid, a.account_id
FROM ods.account a
