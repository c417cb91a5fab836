/*---
columns: { branch: The branch }
tests: [ { unique: acount_id } ]
---*/
SELECT a.branch_id, a.account_id
FROM ods.account a
