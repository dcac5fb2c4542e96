package parlinfo

// orders are the representation orders by the first parliament elected under
// each. A riding is a district under one of them.
var orders = []struct{ parliament, year int }{
	{1, 1867}, {2, 1872}, {5, 1882}, {8, 1892}, {10, 1903}, {13, 1914}, {15, 1924}, {18, 1933}, {21, 1947},
	{22, 1952}, {28, 1966}, {31, 1976}, {34, 1987}, {36, 1996}, {38, 2003}, {42, 2013}, {45, 2023},
}

// orderOf is the year of the order under which a parliament was elected.
func orderOf(parliament int) int {
	year := 0
	for _, o := range orders {
		if parliament >= o.parliament {
			year = o.year
		}
	}
	return year
}
