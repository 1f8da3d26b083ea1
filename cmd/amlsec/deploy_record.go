package main

import (
	"errors"
	"path/filepath"

	"github.com/amlsec/amlsec/deploy"
)

// recordFile is where the record of a run is kept: where --record says, or in
// the directory for the state of programs, by the XDG specification; empty when
// there is no home.
func (d *deployment) recordFile() string {
	if d.flags.record != "" {
		return d.flags.record
	}
	state := d.getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(state) {
		home := d.getenv("HOME")
		if home == "" {
			home = d.getenv("USERPROFILE")
		}
		if !filepath.IsAbs(home) {
			return ""
		}
		state = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(state, "amlsec", "deployments", deploy.RecordFile(d.target.scope.ID(), d.job.Name))
}

// readRecord reads what an earlier run left. A record that was named must be
// one; a default one that cannot be read is told and passed over.
func (d *deployment) readRecord() error {
	d.file = d.recordFile()
	if d.file == "" {
		return nil
	}
	record, err := deploy.ReadRecord(d.file, d.target.scope.ID(), d.job.Name)
	if err != nil && d.flags.record != "" {
		return usage("name another file with --record", "--record %q: %s", d.file, reason(err))
	}
	if err != nil {
		d.notice("the record %q is passed over: %s", d.file, reason(err))
	}
	d.record = record
	return nil
}

// save keeps a record, before anything is sent. That it cannot be kept is told once.
func (d *deployment) save(record deploy.Record) error {
	d.maybe = true
	if d.file == "" {
		return errors.New("there is no home directory to keep a record of the run in")
	}
	if err := record.Write(d.file); err != nil {
		return errors.New("the record " + d.file + " cannot be written: " + reason(err))
	}
	return nil
}
