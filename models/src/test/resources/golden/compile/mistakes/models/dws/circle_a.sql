SELECT 1 AS one FROM dws.circle_b
