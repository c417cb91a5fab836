/*---
kind: batch_table
---*/
CREATE TABLE not_loaded_by_flink (
  id INT NOT NULL,
  top DECIMAL(10, 2)
)
PRIMARY KEY (id)
DISTRIBUTED BY HASH (id)
