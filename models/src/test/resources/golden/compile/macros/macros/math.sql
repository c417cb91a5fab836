-- Zero for a division by nothing.
CREATE MACRO safe_div(a, b) AS coalesce(a / nullif(b, 0), 0);
CREATE MACRO share(part, whole) AS round(100 * safe_div(part, whole), ${scale});
