// Package handlers answers questions over HTTP. Every answer takes the same
// way: read all parameters and refuse the question if anything is wrong with
// them, naming all of it; ask the register one question; append the answer to a
// buffer; write it with an ETag. What holds in Parliament is decided in models;
// here it only becomes JSON.
//
// Lists have a total order, so that pages neither repeat nor skip: people by
// family name, given name and id, as [models.Fold] compares names; changes by
// day, the newest first, then by the member's name, then by kind; revisions by
// number; what one of them did by kind and key of the fact; corrections by the
// revision that made them, the newest first, then by kind and key.
//
// router.go shows every route.
package handlers
