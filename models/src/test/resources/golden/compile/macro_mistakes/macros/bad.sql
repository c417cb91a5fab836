CREATE MACRO ping(a) AS pong(a) + 1;
CREATE MACRO pong(a) AS ping(a) + 1;
CREATE MACRO Round(a) AS a;
CREATE MACRO half(a) AS a / 2;
CREATE MACRO Half(a) AS a / 2;
CREATE MACRO eighth(a) AS half(a, 2);
SELECT 1;
