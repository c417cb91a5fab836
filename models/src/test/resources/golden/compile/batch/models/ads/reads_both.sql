SELECT h.id, h.top + l.top AS top FROM ads.by_header h JOIN batch.by_layer l ON l.id = h.id
