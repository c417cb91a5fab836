SELECT id,
  half(x, 1) AS p
FROM ods.account
