// Package fetch asks publishers for documents, politely: it says who asks, asks
// only for what has changed, waits between two questions to one host, waits as
// long as it is told to, and gives up what is too large, too slow or not there.
// It reads nothing of what it gets.
package fetch
