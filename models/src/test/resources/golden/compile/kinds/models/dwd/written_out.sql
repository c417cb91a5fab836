CREATE VIEW written_out (id COMMENT "Number", n) COMMENT "As SHOW CREATE prints it" AS
SELECT account_id, count(*) FROM ods.txn GROUP BY account_id
