/*---
description: Branches of the bank
owner: retail
---*/
CREATE TABLE dim.branch (
  branch_id INT NOT NULL COMMENT "Number of the branch",
  branch_name VARCHAR(64) NOT NULL COMMENT "Name on the door",
  region VARCHAR(32) NOT NULL COMMENT "Sales region",
  manager VARCHAR(64) NULL COMMENT "Who answers for it",
  opened_on DATE NULL COMMENT "First business day"
)
PRIMARY KEY (branch_id)
DISTRIBUTED BY HASH(branch_id) BUCKETS 1
