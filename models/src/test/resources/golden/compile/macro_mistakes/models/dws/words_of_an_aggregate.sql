SELECT id,
  half(x) OVER () AS p
FROM ods.account
