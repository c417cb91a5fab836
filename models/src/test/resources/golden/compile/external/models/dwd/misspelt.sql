SELECT o.oder_id FROM paimon_catalog.lake.orders o JOIN paimon_catalog.lake.order s ON true
