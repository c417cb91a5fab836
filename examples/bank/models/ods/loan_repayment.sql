/*---
description: Instalments of loans, planned and paid
owner: core-banking
---*/
CREATE TABLE ods.loan_repayment (
  repayment_id BIGINT NOT NULL,
  loan_id BIGINT NOT NULL,
  due_on DATE NOT NULL,
  paid_on DATE NULL COMMENT "NULL while it is open",
  principal_part DECIMAL(18, 2) NOT NULL,
  interest_part DECIMAL(18, 2) NOT NULL
)
PRIMARY KEY (repayment_id)
DISTRIBUTED BY HASH(repayment_id) BUCKETS 2
