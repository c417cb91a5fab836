SELECT o.order_id, date_trunc('day', o.placed) AS day, o.detail.sku AS sku
FROM paimon_catalog.lake.orders o
JOIN paimon_catalog.lake.short_name s ON s.id = o.order_id
