/*---
description: Deposit accounts with their balance as the core system keeps it
owner: core-banking
---*/
CREATE TABLE ods.account (
  account_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  branch_id INT NOT NULL,
  product_code VARCHAR(16) NOT NULL,
  currency VARCHAR(3) NOT NULL,
  opening_balance DECIMAL(18, 2) NOT NULL COMMENT "Before the first transaction that we hold",
  balance DECIMAL(18, 2) NOT NULL,
  status VARCHAR(12) NOT NULL COMMENT "OPEN, FROZEN or CLOSED",
  opened_on DATE NULL,
  updated_at DATETIME NULL
)
PRIMARY KEY (account_id)
DISTRIBUTED BY HASH(account_id) BUCKETS 2
