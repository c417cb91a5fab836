/*---
description: Bookings on deposit accounts; a channel that retries books twice under one reference
owner: core-banking
---*/
CREATE TABLE ods.txn (
  txn_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  txn_type VARCHAR(16) NOT NULL COMMENT "DEPOSIT, WITHDRAWAL, TRANSFER_IN, TRANSFER_OUT, FEE or INTEREST",
  amount DECIMAL(18, 2) NOT NULL COMMENT "Always positive: the type tells the direction",
  txn_time DATETIME NOT NULL,
  channel VARCHAR(16) NULL COMMENT "BRANCH, ATM, APP or BATCH",
  reference VARCHAR(40) NOT NULL COMMENT "The channel's own number: the same for a retry"
)
PRIMARY KEY (txn_id)
DISTRIBUTED BY HASH(txn_id) BUCKETS 4
