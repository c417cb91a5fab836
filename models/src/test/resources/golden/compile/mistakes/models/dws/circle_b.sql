SELECT one FROM dws.circle_a
