/*---
columns: { amount: { description: In the currency of the account, renamed_from: amt }, day: Of the booking }
---*/
CREATE TABLE ods.txn (id BIGINT NOT NULL, day DATE, amount BIGINT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)
