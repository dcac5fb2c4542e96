package main

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

func TestSettingsOfJobs(t *testing.T) {
	for name, c := range map[string]struct {
		environ []string
		want    func(*settings)
	}{
		"nothing is set": {nil, func(*settings) {}},
		"a mirror of one source": {[]string{"CAUCUS_SOURCES=ourcommons=https://mirror.example.ca"},
			func(s *settings) {
				s.bases = map[models.SourceID]string{"ourcommons": "https://mirror.example.ca/"}
			}},
		"two, with blanks and a semicolon too many": {[]string{"CAUCUS_SOURCES= parlinfo = http://127.0.0.1:9/lop// ;; ourcommonsmember=http://[::1]:9/ ; "},
			func(s *settings) {
				s.bases = map[models.SourceID]string{"parlinfo": "http://127.0.0.1:9/lop/", "ourcommonsmember": "http://[::1]:9/"}
			}},
		"schedules": {[]string{"CAUCUS_SCHEDULE=ourcommons=10 6-21/3 * * *; parlinfo=@every 6h"},
			func(s *settings) {
				s.schedules = map[models.SourceID]string{"ourcommons": "10 6-21/3 * * *", "parlinfo": "@every 6h"}
			}},
		"an address of mail": {[]string{"CAUCUS_CONTACT=clerk@example.ca"}, func(s *settings) { s.contact = "clerk@example.ca" }},
		"a page":             {[]string{"CAUCUS_CONTACT=https://example.ca/contact"}, func(s *settings) { s.contact = "https://example.ca/contact" }},
	} {
		t.Run(name, func(t *testing.T) {
			want := settings{listen: "127.0.0.1:8080", database: "/data/caucus/caucus.db", jobs: true}
			c.want(&want)
			got, err := (&flags{}).read(readEnvironment(append(c.environ, "HOME=/home/clerk", "XDG_DATA_HOME=/data")))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(settings{})); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOneBadSettingOfJobs(t *testing.T) {
	for name, c := range map[string]struct {
		flags flags
		value string // that is complained of
	}{
		"a source that is none":        {flags{Sources: "hansard=https://a.example"}, "hansard=https://a.example"},
		"the dataset has no publisher": {flags{Sources: "dataset=https://a.example"}, "dataset=https://a.example"},
		"an address alone":             {flags{Sources: "https://a.example"}, "https://a.example"},
		"a source without its address": {flags{Sources: "parlinfo="}, "parlinfo="},
		"one source twice":             {flags{Sources: "parlinfo=https://a.example; parlinfo=https://b.example"}, "parlinfo=https://b.example"},
		"an address without a scheme":  {flags{Sources: "parlinfo=a.example"}, "parlinfo=a.example"},
		"a port without a host":        {flags{Sources: "parlinfo=http://:80"}, "parlinfo=http://:80"},
		"an address of a file":         {flags{Sources: "parlinfo=file:///srv"}, "parlinfo=file:///srv"},
		"an address with a question":   {flags{Sources: "parlinfo=https://a.example/?a=b"}, "parlinfo=https://a.example/?a=b"},
		"a schedule of nothing":        {flags{Schedule: "parlinfo=,,,"}, "parlinfo=,,,"},
		"six fields":                   {flags{Schedule: "parlinfo=0 0 5 * * *"}, "parlinfo=0 0 5 * * *"},
		"too often":                    {flags{Schedule: "parlinfo=@every 1m"}, "parlinfo=@every 1m"},
		"every minute":                 {flags{Schedule: "parlinfo=* 5 * * *"}, "parlinfo=* 5 * * *"},
		"at an hour that is skipped":   {flags{Schedule: "parlinfo=30 2 * * *"}, "parlinfo=30 2 * * *"},
		"in another zone":              {flags{Schedule: "parlinfo=TZ=UTC 0 5 * * *"}, "parlinfo=TZ=UTC 0 5 * * *"},
		"never":                        {flags{Schedule: "parlinfo=0 5 30 2 *"}, "parlinfo=0 5 30 2 *"},
		"a schedule of nobody":         {flags{Schedule: "editors=0 5 * * *"}, "editors=0 5 * * *"},
		"a contact that is a name":     {flags{Contact: "the clerk"}, "the clerk"},
		"a contact with a name":        {flags{Contact: "Clerk <clerk@example.ca>"}, "Clerk <clerk@example.ca>"},
		"a contact with a password":    {flags{Contact: "https://clerk:x@example.ca"}, "https://clerk:x@example.ca"},
		"a contact with brackets":      {flags{Contact: "https://example.ca/(a)"}, "https://example.ca/(a)"},
		"a contact with a blank":       {flags{Contact: "https://example.ca/a b"}, "https://example.ca/a b"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.flags.read(environment{"HOME": "/home/clerk"})
			var invalid *models.InvalidError
			if !errors.As(err, &invalid) || len(invalid.Faults) != 1 || invalid.Faults[0].Value != c.value {
				t.Errorf("error is %v, want one fault of %q", err, c.value)
			}
		})
	}
}

func TestAllBadSettingsOfJobsAreNamedAtOnce(t *testing.T) {
	_, err := (&flags{}).read(readEnvironment([]string{"HOME=/home/clerk", "CAUCUS_SOURCES=a=b; parlinfo=c; ourcommons=https://a.example",
		"CAUCUS_SCHEDULE=d; parlinfo=@every 1s; ourcommons=0 5 * * *", "CAUCUS_CONTACT=nobody"}))
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("error is %v", err)
	}
	var got []string
	for _, f := range invalid.Faults {
		got = append(got, f.Field+" "+f.Value)
	}
	want := []string{"CAUCUS_SOURCES a=b", "CAUCUS_SOURCES parlinfo=c", "CAUCUS_SCHEDULE d", "CAUCUS_SCHEDULE parlinfo=@every 1s", "CAUCUS_CONTACT nobody"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}
