SELECT e.id, date(e.at) AS day FROM lake.raw.events e
