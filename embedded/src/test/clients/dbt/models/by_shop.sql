{{ config(materialized='view') }}
SELECT shop, sum(amount) AS amount, count(*) AS sales FROM {{ ref('sales') }} GROUP BY shop
