package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/sys/unix"
)

// terminal is a process on a terminal of 100 columns, and what it shows.
type terminal struct {
	t     *testing.T
	keys  *os.File
	cmd   *exec.Cmd
	ended chan struct{}

	mu    sync.Mutex
	shown string
}

// onTerminal starts a command on a terminal of its own.
func onTerminal(t *testing.T, c *exec.Cmd) *terminal {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("there are no terminals here: ", err)
	}
	n, err := unix.IoctlGetInt(int(keys.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(keys.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(keys.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: 100})
	}
	if err != nil {
		t.Fatal(err)
	}
	screen, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	c.Stdin, c.Stdout, c.Stderr = screen, screen, screen
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	screen.Close()
	term := &terminal{t: t, keys: keys, cmd: c, ended: make(chan struct{})}
	go term.read()
	t.Cleanup(func() {
		_ = c.Process.Kill() // it has ended, mostly
		<-term.ended
		keys.Close()
	})
	return term
}

// read takes what is shown, until the process has closed the terminal.
func (term *terminal) read() {
	buf := make([]byte, 4096)
	for {
		n, err := term.keys.Read(buf)
		term.mu.Lock()
		term.shown += string(buf[:n])
		term.mu.Unlock()
		if err != nil {
			_ = term.cmd.Wait() // the exit code tells
			close(term.ended)
			return
		}
	}
}

func (term *terminal) text() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.shown
}

// await waits until a text has been shown, n times.
func (term *terminal) await(text string, n int) {
	term.t.Helper()
	for end := time.Now().Add(time.Minute); strings.Count(term.text(), text) < n; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			term.t.Fatalf("%q never came:\n%q", text, term.text())
		}
	}
}

func (term *terminal) press(keys string) {
	term.t.Helper()
	if _, err := term.keys.WriteString(keys); err != nil {
		term.t.Fatal(err)
	}
}

// end is the exit code, -1 after a signal, and what the screen holds in the end.
func (term *terminal) end() (int, string) {
	term.t.Helper()
	select {
	case <-term.ended:
	case <-time.After(time.Minute):
		term.t.Fatalf("it does not end:\n%q", term.text())
	}
	return term.cmd.ProcessState.ExitCode(), onScreen(term.text())
}

var steering = regexp.MustCompile(`^\x1b\[(\d*)([A-Za-z])`)

// onScreen is what is left to be seen of what was shown: a terminal that knows
// how to go up, to clear what is below, and to return.
func onScreen(shown string) string {
	lines, row, col := []string{""}, 0, 0
	put := func(s string) {
		line := []rune(lines[row])
		for len(line) < col {
			line = append(line, ' ')
		}
		r := []rune(s)
		lines[row] = string(append(line[:col:col], append(r, line[min(col+len(r), len(line)):]...)...))
		col += len(r)
	}
	for shown != "" {
		if at := steering.FindStringSubmatchIndex(shown); at != nil {
			n := 1
			_, _ = fmt.Sscan(shown[at[2]:at[3]], &n)
			switch shown[at[4]:at[5]] {
			case "A":
				row = max(row-n, 0)
			case "J":
				lines = lines[:row+1]
				lines[row] = string([]rune(lines[row])[:min(col, len([]rune(lines[row])))])
			}
			shown = shown[at[1]:]
			continue
		}
		r, size := utf8.DecodeRuneInString(shown)
		switch r {
		case '\r':
			col = 0
		case '\n':
			if row++; row == len(lines) {
				lines = append(lines, "")
			}
		default:
			put(string(r))
		}
		shown = shown[size:]
	}
	return strings.Join(lines, "\n")
}

func TestOnScreen(t *testing.T) {
	if got, want := onScreen("one\r\ntwo\r\nthree\r\n\x1b[2A\r\x1b[Jfour\r\n\x1b[31mfive\x1b[0m\r\n"), "one\nfour\nfive\n"; got != want {
		t.Errorf("got %q", got)
	}
}

// deployOn deploys slowly on a terminal.
func (s *site) deployOn(flags ...string) *terminal {
	s.t.Helper()
	c := s.command(append(append([]string{"deploy", s.intent}, s.flags...), flags...)...)
	c.Env = append(c.Env, "TERM=xterm")
	return onTerminal(s.t, c)
}

// wantOn checks how a process on a terminal ended. What was drawn while it went on
// is gone; each line that was printed is there.
func (s *site) wantOn(term *terminal, code int, texts ...string) {
	s.t.Helper()
	got, screen := term.end()
	s.noSecrets(term.text())
	if got != code {
		s.t.Errorf("exit code %d, want %d", got, code)
	}
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			s.t.Errorf("the screen lacks %q", text)
		}
	}
	if strings.Contains(screen, "under way") || strings.Contains(screen, "…") {
		s.t.Error("what was drawn is left")
	}
	if s.t.Failed() {
		s.t.Logf("the screen:\n%s", screen)
	}
}

// The tree of what is being made is drawn below what is printed, and gone in the end.
func TestTerminalDeploy(t *testing.T) {
	s := newSlowSite(t, "minimal")
	term := s.deployOn(quick()...)
	term.await("done, ", 1)
	s.wantOn(term, exitClean, "the deployment has begun", "succeeded Microsoft.ContainerService/managedClusters aks-fraud", "amlsec-fraud: succeeded in ", "AZURE_LOCATION = eastus2")
	if shown := term.text(); !strings.Contains(shown, "… Microsoft.") || strings.Count(shown, "\x1b[J") < 2 {
		t.Errorf("nothing was drawn: %q", shown)
	}
	s.wantStates("Succeeded")
}

// Ctrl-C asks: to leave is the default, and the deployment can be continued.
func TestTerminalLeave(t *testing.T) {
	const question = "The deployment goes on in Azure. Leave it, or cancel it? [L/c] "
	for _, answer := range []string{"\r", "what\r", "\x04"} {
		s := newSlowSite(t, "minimal")
		term := s.deployOn(quick()...)
		term.await("under way", 1)
		term.press("\x03")
		term.await(question, 1)
		term.press(answer)
		s.wantOn(term, exitFailure, question, `interrupted: the deployment "amlsec-fraud" goes on in Azure`, "--attach")
		if answer == "\r" {
			s.want(s.deploy("--attach"), exitClean, "attached to what was begun", "amlsec-fraud: succeeded")
			s.wantStates("Succeeded")
		}
	}
}

// To cancel is watched to its end, and a second Ctrl-C ends amlsec at once.
func TestTerminalCancel(t *testing.T) {
	s := newSlowSite(t, "minimal")
	term := s.deployOn(quick()...)
	term.await("under way", 1)
	term.press("\x03")
	term.await("[L/c] ", 1)
	term.press("c\r")
	s.wantOn(term, exitFailure, "canceling amlsec-fraud; interrupt again to leave it", `the deployment "amlsec-fraud" was canceled`)
	s.wantStates("Canceled")

	s = newSlowSite(t, "minimal")
	term = s.deployOn(quick()...)
	term.await("under way", 1)
	term.press("\x03")
	term.await("[L/c] ", 1)
	term.press("\x03")
	if code, _ := term.end(); code != -1 {
		t.Errorf("exit code %d after a second interrupt", code)
	}
	s.want(s.deploy("--attach"), exitClean, "amlsec-fraud: succeeded")
	s.wantStates("Succeeded")
}

// Where the deployment ends while the question stands, it can be seen with --attach.
func TestTerminalLate(t *testing.T) {
	s := newSlowSite(t, "minimal")
	term := s.deployOn(quick()...)
	term.await("under way", 1)
	term.press("\x03")
	term.await("[L/c] ", 1)
	s.sim.Advance(time.Hour)
	term.press("c\r")
	s.wantOn(term, exitClean, "amlsec-fraud: succeeded in ")
	s.wantStates("Succeeded")
}
