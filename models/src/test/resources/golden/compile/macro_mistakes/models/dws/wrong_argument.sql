SELECT id,
  month_name_of(balnce) AS p
FROM ods.account
