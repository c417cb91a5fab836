/*---
description: Loans granted
owner: core-banking
---*/
CREATE TABLE ods.loan (
  loan_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  branch_id INT NOT NULL,
  product_code VARCHAR(16) NOT NULL,
  principal DECIMAL(18, 2) NOT NULL,
  annual_rate DECIMAL(7, 4) NOT NULL,
  granted_on DATE NOT NULL,
  term_months INT NOT NULL,
  status VARCHAR(12) NOT NULL COMMENT "ACTIVE, REPAID or DEFAULTED",
  updated_at DATETIME NULL
)
PRIMARY KEY (loan_id)
DISTRIBUTED BY HASH(loan_id) BUCKETS 2
