CREATE MATERIALIZED VIEW synchronous AS SELECT branch_id FROM dwd.described
