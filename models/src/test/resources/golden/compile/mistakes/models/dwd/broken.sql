SELECT FROM ods.account
