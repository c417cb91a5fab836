SELECT id,
  halve(x) AS p
FROM ods.account
