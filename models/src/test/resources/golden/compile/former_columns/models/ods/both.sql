/*---
columns:
  amount: { renamed_from: AMT }
  a: { renamed_from: c }
  b: { renamed_from: C }
  gone: { renamed_from: d }
---*/
CREATE TABLE ods.both (id BIGINT NOT NULL, amount BIGINT, amt BIGINT, a INT, b INT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)
