/*---
distributed_by: [branch]
---*/
SELECT branch_id FROM dwd.described
