SELECT id, ping(x) AS p FROM ods.account
