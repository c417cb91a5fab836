/*---
description: Orders as the lake keeps them
owner: lake-team
---*/
CREATE EXTERNAL TABLE paimon_catalog.lake.orders (
  order_id BIGINT,
  placed DATETIME COMMENT "UTC",
  detail STRUCT<sku VARCHAR(64), qty INT>
)
