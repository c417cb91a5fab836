{{ config(materialized='table', keys=['id'], table_type='PRIMARY', distributed_by=['id'], buckets=1, properties={"replication_num": "1"}) }}
SELECT id, shop, CAST(amount AS DECIMAL(10, 2)) AS amount, CAST(sold_on AS DATE) AS sold_on FROM {{ ref('raw_sales') }}
