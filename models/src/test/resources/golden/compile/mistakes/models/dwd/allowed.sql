-- orrery:allow ORR-M081 the column layer is about to move
SELECT c.account_id FROM dwd.column c
