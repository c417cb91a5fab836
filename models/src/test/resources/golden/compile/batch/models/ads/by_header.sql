/*---
kind: batch_table
description: Limits, once a quarter
---*/
CREATE TABLE by_header (
  id INT NOT NULL,
  top DECIMAL(10, 2)
)
PRIMARY KEY (id)
DISTRIBUTED BY HASH (id)
