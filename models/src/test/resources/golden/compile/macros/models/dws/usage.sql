SELECT a.id, share(a.balance + 1, a.credit) AS used, Safe_Div(1, count(*)) AS each_one
FROM ods.account a
GROUP BY 1, 2
HAVING safe_div(sum(a.balance), sum(a.credit)) > 0
