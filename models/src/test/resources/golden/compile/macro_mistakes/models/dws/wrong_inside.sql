SELECT id,
  month_name_of(balance) AS p
FROM ods.account
