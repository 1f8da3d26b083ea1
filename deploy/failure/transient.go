package failure

import (
	"regexp"
)

// passing is an error that may be gone when the template is deployed again.
type passing struct {
	codes, text string
	why         string
}

// transients are known to pass: to send the same template again is harmless,
// since what exists already stays as it is.
func transients() []passing {
	return []passing{
		{"AnotherOperationInProgress RetryableErrorDueToAnotherOperation CanceledAndSupersededDueToAnotherOperation", "", "a network takes one change at a time"},
		{"ReferencedResourceNotProvisioned", "", "what was referred to was still being changed"},
		{"DeploymentActive", "", "a nested deployment of an earlier run had not ended"},
		{"RetryableError", "", "the provider asks for it"},
		{"PrincipalNotFound", "", "a new identity is not known in every place yet"},
		{"StorageAccountOperationInProgress", "", "the storage account was being changed"},
		{"InternalServerError InternalError ServerError InternalExecutionError InternalOperationError", "", "the provider failed inside"},
		{"ServiceUnavailable ServerTimeout ServerBusy GatewayTimeout BadGateway", "", "the provider was not there"},
		{"TooManyRequests Throttled ThrottlingException SubscriptionRequestsThrottled", "", "the provider was throttled"},
		{"ResourceNotFound NotFound", "replicat|try again|retry", "what was made just now is not known in every place yet"},
		{"Conflict OperationNotAllowed EtagMismatch PreconditionFailed", "in progress|another operation|try again later|retry", "something else changed the resource"},
	}
}

// Transient is why to deploy the same template again may help; empty when it does not.
func Transient(code, message string) string {
	for _, p := range transients() {
		if listed(p.codes, code) && (p.text == "" || regexp.MustCompile("(?is)"+p.text).MatchString(message)) {
			return p.why
		}
	}
	return ""
}

// Passing reports whether all causes may pass, and why the first of them does.
func Passing(list []Cause) (why string, ok bool) {
	for _, c := range list {
		if c.Transient == "" {
			return "", false
		}
	}
	if len(list) == 0 {
		return "", false
	}
	return list[0].Code + ": " + list[0].Transient, true
}
