/*---
description: Customers as the core system has them
owner: core-banking
---*/
CREATE TABLE ods.customer (
  customer_id BIGINT NOT NULL,
  full_name VARCHAR(80) NOT NULL,
  segment VARCHAR(16) NULL COMMENT "MASS, AFFLUENT or PRIVATE",
  profile JSON NULL COMMENT "What the branch wrote down: address, consents, contact",
  created_at DATETIME NULL,
  city VARCHAR(64) AS get_json_string(profile, '$.address.city') COMMENT "Taken out of the profile once, for every reader"
)
PRIMARY KEY (customer_id)
DISTRIBUTED BY HASH(customer_id) BUCKETS 2
