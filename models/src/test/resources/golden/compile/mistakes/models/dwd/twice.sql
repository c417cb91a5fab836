SELECT a.account_id, b.account_id
FROM ods.account a JOIN ods.acount b ON a.account_id = b.account_id
