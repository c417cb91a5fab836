/*---
description: Deposit and loan products
owner: retail
---*/
CREATE TABLE dim.product (
  product_code VARCHAR(16) NOT NULL COMMENT "Short code, such as SAV1",
  product_name VARCHAR(64) NOT NULL COMMENT "Name on the leaflet",
  kind VARCHAR(8) NOT NULL COMMENT "DEPOSIT or LOAN",
  annual_rate DECIMAL(7, 4) NULL COMMENT "Interest a year, 0.0250 is 2.5 %"
)
PRIMARY KEY (product_code)
DISTRIBUTED BY HASH(product_code) BUCKETS 1
