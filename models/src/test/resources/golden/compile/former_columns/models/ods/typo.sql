/*---
columns: { amount: { renamed_form: amt } }
---*/
CREATE TABLE ods.typo (id BIGINT NOT NULL, amount BIGINT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)
