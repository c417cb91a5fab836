CREATE MACRO times(list, factor) AS array_map(x -> x * factor, list)
