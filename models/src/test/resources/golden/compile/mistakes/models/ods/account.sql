CREATE TABLE account (
  account_id BIGINT NOT NULL,
  branch_id INT,
  data JSON,
  city INT AS get_json_string(data, '$.city'),
  late INT
)
DUPLICATE KEY (account_idd)
