"""What the places of texts on a screen tell: columns, cells, labels, tiles, records, and values broken apart."""
