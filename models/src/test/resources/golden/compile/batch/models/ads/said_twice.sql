/*---
kind: table
---*/
CREATE TABLE said_twice (
  id INT NOT NULL,
  top DECIMAL(10, 2)
)
PRIMARY KEY (id)
DISTRIBUTED BY HASH (id)
