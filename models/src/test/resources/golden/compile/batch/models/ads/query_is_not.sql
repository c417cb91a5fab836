/*---
kind: batch_table
---*/
SELECT id FROM ads.by_header
