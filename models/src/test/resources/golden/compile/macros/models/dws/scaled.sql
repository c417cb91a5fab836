-- The x of the model is not the x of the macro's lambda.
CREATE VIEW scaled AS SELECT id, times(history, x) AS scaled FROM ods.account
