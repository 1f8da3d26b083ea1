package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/amlsec/amlsec/deploy"
	"github.com/amlsec/amlsec/diag"
)

// tell writes what happens to the deployment: a line of JSON each, or a line for
// people for what they want to know.
func (d *deployment) tell(e deploy.Event) {
	switch e.Kind {
	case deploy.EventSubmitted, deploy.EventAdopted, deploy.EventAttached:
		d.begun, d.watched = true, e.CorrelationID
	}
	if d.json {
		d.line(e)
		return
	}
	text := ""
	switch e.Kind {
	case deploy.EventOperation:
		text = operationLine(*e.Operation)
		if d.live != nil {
			d.live.operation(*e.Operation)
		}
	case deploy.EventSubmitted, deploy.EventAdopted, deploy.EventAttached:
		text = fmt.Sprintf("%s: %s\ncorrelation id %s\n%s", d.job.Name, e.Message, e.CorrelationID, e.Portal)
	case deploy.EventRecord:
		text = e.Message + "; to continue after a crash, " + d.elsewhere()
	case deploy.EventFinished:
	default:
		text = e.Message
	}
	var b strings.Builder
	for line := range strings.Lines(d.hide(text)) { // a secret may have lines
		b.WriteString(diag.Printable(strings.TrimRight(line, "\n")) + "\n")
	}
	if d.live != nil {
		d.live.print(b.String())
		return
	}
	d.broken = first(d.broken, d.write(b.String()))
}

// operationLine is the line of a resource that is done, or that failed; empty
// for one that has only begun.
func operationLine(o deploy.Operation) string {
	if !o.Ended() {
		return ""
	}
	name := o.Type + " " + o.Name
	if o.Deployment != "" {
		name += " (in " + o.Deployment + ")"
	}
	line := fmt.Sprintf("%-9s %s  %s", strings.ToLower(o.State), name, duration(o.Seconds))
	if o.Code != "" {
		line += "  " + o.Code
	}
	return line
}

// duration is a number of seconds for people: "3 s", "4 m 05 s".
func duration(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second)).Round(time.Second)
	if d < time.Minute {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return fmt.Sprintf("%d m %02d s", int(d.Minutes()), int(d.Seconds())%60)
}

// texts are the texts in JSON: nothing else can hold a secret, nor be replaced.
var texts = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// line writes a line of JSON. That standard output fails shows at the end.
func (d *deployment) line(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err == nil {
		_, err = io.WriteString(d.out, texts.ReplaceAllStringFunc(b.String(), d.hide))
		d.broken = first(d.broken, err)
	}
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// step writes the report of a step as an event.
func (d *deployment) step(kind string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	d.line(map[string]any{"event": kind, "time": d.target.client.Clock().Now().UTC(), "report": json.RawMessage(b.Bytes())})
	return nil
}
