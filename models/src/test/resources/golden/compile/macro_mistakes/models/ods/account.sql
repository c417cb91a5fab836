CREATE TABLE account (
  id BIGINT NOT NULL,
  balance DECIMAL(18, 2),
  credit DECIMAL(18, 2),
  x INT,
  history ARRAY<INT>
) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)
