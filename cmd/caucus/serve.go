package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"

	"caucus/handlers"
	"caucus/models/store"
)

// serveCommand answers questions over HTTP until it is told to stop.
type serveCommand struct{}

// graceful is how long answers that are under way may take when the process is
// told to stop.
const graceful = 10 * time.Second

// keptPast is how many past registers stay in memory; each of the real House
// takes tens of megabytes.
const keptPast = 3

// Run serves. To be told to stop is its ordinary end, whenever it comes.
func (c serveCommand) Run(ctx context.Context, p *process, s settings) error {
	err := c.serve(ctx, p, s)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// serve listens first, so that a taken port is told before a database is made.
// While the register is loaded /healthz answers and everything else is 503;
// then what other processes record is shown as it comes.
func (serveCommand) serve(ctx context.Context, p *process, s settings) (err error) {
	listener, err := listen(ctx, s.listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	f := p.newFollower(s)
	defer func() { err = errors.Join(err, f.close()) }()
	care, err := f.newCaretaker()
	if err != nil {
		return err
	}
	handler, err := handlers.New(handlers.Options{
		Registers: f.shelf, Freshness: func() handlers.Freshness { return f.store }, Health: care.watchdog.Health, Sources: aboutSources(), Revisions: store.NewLog(func() *store.Store { return f.store }), Clock: p.now, Machine: time.Now, Log: f.log, BaseURL: s.baseURL,
		TrustedProxies: s.trustedProxies, Build: p.build(), Serving: ctx,
	})
	if err != nil {
		return err
	}
	return serveWhile(ctx, listener, handler, func(ctx context.Context) error {
		if err := f.begin(ctx); err != nil {
			return err
		}
		if err := p.greet(listener.Addr()); err != nil {
			return err
		}
		return together(ctx, func(ctx context.Context) error { f.follow(ctx); return nil }, care.work)
	})
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("another program listens on %s: choose another address with --listen or CAUCUS_LISTEN", address)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return l, nil
}

// greet prints where the register answers and a question to try.
func (p *process) greet(at net.Addr) error {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	base := "http://" + net.JoinHostPort(host, port)
	_, err = fmt.Fprintf(p.stdout, "caucus answers at %s\n\nWhere did Han Dong sit on 22 March 2023?\n\n  curl '%s%s'\n\n",
		base, base, firstQuestion)
	return err
}

// firstQuestion is one that no other service answers.
const firstQuestion = "/api/v1/people/ourcommons:105091?on=2023-03-22"

// serveWhile serves until ctx ends or work returns an error, then lets answers
// under way finish. It calls work once it serves; work goes on until its context
// ends, and has ended when serveWhile returns.
func serveWhile(ctx context.Context, l net.Listener, h http.Handler, work func(context.Context) error) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	working, stop := context.WithCancel(ctx)
	defer stop()
	failed, worked := make(chan error, 1), make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	go func() { worked <- work(working) }()
	var err error
	select {
	case broken := <-failed:
		stop()
		return errors.Join(fmt.Errorf("serve: %w", broken), <-worked)
	case err = <-worked:
	case <-ctx.Done():
		err = <-worked
	}
	if err != nil {
		return errors.Join(err, server.Close())
	}
	ending, done := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer done()
	if err := server.Shutdown(ending); err != nil {
		return errors.Join(fmt.Errorf("stop serving: %w", err), server.Close())
	}
	return nil
}
