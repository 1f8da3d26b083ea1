//go:build unix

package amlsec_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// nobody is a user without rights.
const nobody = 65534

// asNobody makes a command run without the rights of root: as a user who owns
// dir, but for the home in it, which nobody may write to. A user who is not root
// stays who that is.
func asNobody(t *testing.T, dir string, cmd *exec.Cmd) {
	t.Helper()
	home := filepath.Join(dir, "home")
	if err := os.Chmod(home, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(home, 0o755) }) // or it could not be removed
	if os.Geteuid() != 0 {
		return
	}
	// The directory of the test's directories is closed to others.
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == home {
			return err
		}
		return os.Lchown(name, nobody, nobody)
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}
