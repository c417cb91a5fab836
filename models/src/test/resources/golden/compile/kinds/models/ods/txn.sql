/*---
description: Bookings
columns: { amount: Always positive }
---*/
CREATE TABLE txn (
  txn_id BIGINT NOT NULL,
  booked_at DATETIME NOT NULL,
  account_id BIGINT,
  amount DECIMAL(18, 2),
  data JSON,
  channel VARCHAR(16) AS get_json_string(data, '$.channel')
)
PRIMARY KEY (txn_id, booked_at)
PARTITION BY date_trunc('day', booked_at)
DISTRIBUTED BY HASH (txn_id)
