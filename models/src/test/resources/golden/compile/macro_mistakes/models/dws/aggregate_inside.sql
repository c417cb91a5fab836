SELECT sum(x) AS p
FROM ods.account
WHERE of_text(history) > 1
