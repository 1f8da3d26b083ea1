package preflight

import "github.com/amlsec/amlsec/deploy/arm"

// redact takes the values of secure parameters out of a result: a provider may
// repeat in an error what it was sent.
func redact(res *Result, secrets arm.Secrets) {
	for _, text := range []*string{&res.Found, &res.Wanted, &res.Reason, &res.Remedy, &res.Target} {
		*text = secrets.Hide(*text)
	}
}
