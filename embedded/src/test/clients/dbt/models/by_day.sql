{{ config(materialized='materialized_view', refresh_method='manual', distributed_by=['sold_on'], buckets=1, properties={"replication_num": "1"}) }}
SELECT sold_on, sum(amount) AS amount FROM {{ ref('sales') }} GROUP BY sold_on
