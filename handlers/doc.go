// Package handlers answers questions over HTTP. Every answer takes the same
// way: read all parameters and refuse the question if anything is wrong with
// them, naming all of it; ask the register one question; append the answer to a
// buffer; write it with an ETag. What holds in Parliament is decided in models;
// here it only becomes JSON.
//
// router.go shows every route.
package handlers
