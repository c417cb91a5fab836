SELECT b.anything, b.other + 1 AS more FROM dwd.broken b
