package preflight

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/internal/golden"
)

// TestDocument keeps doc/preflight.md what the tables of this package say.
func TestDocument(t *testing.T) {
	want := document()
	if got := golden.File(t, "../../doc/preflight.md", []byte(want)); string(got) != want {
		t.Error("doc/preflight.md is not what the checks say: run AMLSEC_UPDATE=1 go test ./deploy/preflight")
	}
}

func document() string {
	var b strings.Builder
	b.WriteString(documentHead)
	for _, c := range Checks() {
		blocks := "no"
		if c.Blocks {
			blocks = "yes"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | [source](%s) |\n", c.ID, c.Title, blocks, c.Source)
	}
	b.WriteString(documentCalls)
	for _, row := range documentedCalls() {
		b.WriteString(row + "\n")
	}
	b.WriteString(documentRights)
	for _, action := range documentedActions() {
		b.WriteString("    " + action + "\n")
	}
	b.WriteString(documentLinks)
	for _, l := range links() {
		typ, action := "`"+l.typ+"`", "`"+l.action+"`"
		if l.typ == anyType {
			typ = "any type"
		}
		if strings.HasPrefix(l.action, "/") {
			action = "the type of the other, then " + action
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | `%s` |\n", typ, l.path, action, l.check)
	}
	b.WriteString(documentSettings)
	for _, s := range settings() {
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s |\n", s.typ, s.path, s.words(), s.why)
	}
	b.WriteString(documentTail)
	return b.String()
}

// documentedCalls are the requests, each once, with the checks that make it.
func documentedCalls() []string {
	type key struct{ method, path, version string }
	users := map[key][]string{}
	var order []key
	for _, c := range Checks() {
		for _, call := range c.Calls {
			k := key{call.Method, call.Path, call.Version}
			if users[k] == nil {
				order = append(order, k)
			}
			if !slices.Contains(users[k], "`"+c.Area()+"`") {
				users[k] = append(users[k], "`"+c.Area()+"`")
			}
		}
	}
	var rows []string
	for _, k := range order {
		rows = append(rows, fmt.Sprintf("| %s | `%s` | %s | %s |", k.method, k.path, k.version, strings.Join(users[k], ", ")))
	}
	return rows
}

func documentedActions() []string {
	var actions []string
	for _, c := range Checks() {
		for _, call := range c.Calls {
			actions = append(actions, call.Action)
		}
	}
	return distinct(actions)
}

const documentHead = `# Preflight

<!-- Written by AMLSEC_UPDATE=1 go test ./deploy/preflight from the tables of that package. -->

` + "`amlsec preflight intent.yaml`" + ` asks Azure what would make the deployment fail, before anything is changed. It is
also the first step of ` + "`amlsec deploy`" + `. What is checked follows from the resources of the template that would be
deployed, in the subscription, resource group and region that it would be deployed to.

A check is passed, failed, or not run. Not run means that nobody knows: a right to read is missing, Azure did not
answer, or there is no way to ask; the reason is told. It is never counted as passed, and the last line says that
all checks passed only when each did.

| exit code | when |
|---|---|
| 0 | nothing failed; with ` + "`--strict`" + `: nothing failed, and everything was run |
| 1 | a check failed; with ` + "`--strict`" + `: or was not run |
| 2 | wrong usage, or an intent with errors |
| 3 | Azure cannot be reached, or nobody can be logged in |

Requests are sent at most 8 at a time, and each has two minutes; a validation has five. Nothing is changed: GET reads,
and POST goes only to the actions named below, which compute an answer. The template and its parameters are sent to
be validated and nowhere else. What is sent for a check of policies holds no secret, and no value that only Azure
knows. The values of secure parameters are taken out of what is told.

## Checks

A check that is about nothing in the template is left out. Where a failure does not stop the deployment, what was
asked for does not work later: an upgrade finds no quota, a history cannot be tidied.

| check | passes when | stops the deployment | why |
|---|---|---|---|
`

const documentCalls = `
## Requests

Each is made once, however many checks use its answer.

| method | path | API version | areas |
|---|---|---|---|
`

const documentRights = `
## The rights it needs

An identity that only looks needs two actions, at the subscription and at what is referred to elsewhere: ` + "`*/read`" + `,
which the built-in role Reader has, and ` + "`Microsoft.Resources/deployments/validate/action`" + `, for which a custom role is
made. In detail:

`

const documentLinks = `
Without one of them the checks that use it are not run, and say so. The rights of whoever is logged in are checked
with Azure's own list of permissions for a group or resource. For a subscription, and for a group that the
deployment makes, there is none: there the role assignments tell, for which the token must name its principal.

## Rights on what a resource refers to

Azure demands these of whoever writes a resource that names another. To write a type at all needs its own
` + "`write`" + `.

| type | property | right on what it names | check |
|---|---|---|---|
`

const documentSettings = `
## What existing resources must be set to

| type | property | accepted | because |
|---|---|---|---|
`

const documentTail = `
What an answer does not tell is accepted.

## How it counts

- Cores at the start are those of each pool's count, or of its least number of nodes where that is more. At their most
  they are those of its largest number, and of the nodes that an upgrade adds (` + "`maxSurge`" + `, a tenth when nothing is said).
  Nodes that a cluster has already are in Azure's count and are not counted again.
- Computes of Azure Machine Learning count against a quota of their own, at their most.
- A subnet needs one address for each node at its most, without overlay one more for each pod that the node may run,
  two for the API server and the load balancer, one for each compute node, and for a private endpoint one for each
  host name of its service: 4 for a workspace, 2 for a registry, 14 for a private link scope, else 1.

## What it cannot know

- Azure lists no deleted workspaces of Azure Machine Learning. The activity log tells of a deletion in the last 14
  days; without one the check is not run, since the log may be incomplete.
- A condition on the right to assign roles is evaluated by Azure alone. It is shown; where it lists roles, and one that
  is assigned is not among them, the check fails.
- A list of a subscription, such as that of its DNS zones, shows what the login may see. Zones are looked for in the
  subscriptions of the deployment, of the network and of the zone; a network does not tell its links.
- Whether somebody is in a group that a deny assignment names is not asked.
- A policy that looks at a value that only Azure knows is not judged by it.

## JSON

` + "`--output json`" + ` writes one object. Members may be added; what is there keeps its meaning while ` + "`version`" + ` is 1.

    version        1
    scope          id of what is deployed to
    deployment     name of the deployment
    correlationId  sent with every request, for Azure's support
    summary        passed, failed, notRun: numbers
    results[]      in the order of the checks above, and of one check by target
      check        id of the check; area is its first part, title what passes it
      status       "passed", "failed" or "not run"
      blocks       true when the deployment would fail
      found        what there is
      wanted       what is needed, when it failed
      reason       why it was not run
      remedy       what to do, with the command where there is one
      target       id of what was looked at
      path         the resource of the template that needs it
      place        file, line and col of what asks for that resource in the intent
      source       page that states the fact
`
