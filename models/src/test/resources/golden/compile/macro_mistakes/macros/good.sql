CREATE MACRO to_month(day) AS
  date_trunc('month', dey);
CREATE MACRO month_name_of(d) AS upper(to_month(d));
CREATE MACRO of_text(t) AS sum(array_length(t))
