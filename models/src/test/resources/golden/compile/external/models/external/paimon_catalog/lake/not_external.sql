CREATE TABLE not_external (id INT)
