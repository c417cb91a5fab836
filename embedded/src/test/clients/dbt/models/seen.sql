{{ config(materialized='incremental', unique_key='id', table_type='PRIMARY', keys=['id'], distributed_by=['id'], buckets=1, properties={"replication_num": "1"}) }}
SELECT id, shop, amount FROM {{ ref('sales') }}
{% if is_incremental() %}
WHERE id > (SELECT max(id) FROM {{ this }})
{% endif %}
