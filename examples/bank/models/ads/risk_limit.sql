/*---
kind: batch_table
description: Limits a branch, set by risk control once a quarter (an offline batch - the CSV beside this file)
owner: risk-control
---*/
CREATE TABLE ads.risk_limit (
  branch_id INT NOT NULL,
  max_loan_to_deposit DECIMAL(7, 4) NOT NULL COMMENT "0.8000 is 80 %",
  max_outstanding DECIMAL(18, 2) NOT NULL,
  valid_from DATE NOT NULL
)
PRIMARY KEY (branch_id)
DISTRIBUTED BY HASH(branch_id) BUCKETS 1
