CREATE TABLE account (
  id BIGINT NOT NULL,
  balance DECIMAL(18, 2),
  credit DECIMAL(18, 2),
  x INT,
  history ARRAY<INT>,
  used DECIMAL(38, 8) AS safe_div(balance, credit)
) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)
