package armsim

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// route is one kind of request to Azure Resource Manager.
type route struct {
	method  string // several with a |
	path    *regexp.Regexp
	phase   string
	version []string // the API versions that there are; nil: any
	handle  func(*call) reply
}

// Parts of paths. Azure looks at the case of none of them.
const (
	subscription = `(/subscriptions/[^/]+)`
	group        = `(/subscriptions/[^/]+/resourcegroups/[^/]+)`
	scope        = `(/subscriptions/[^/]+(?:/resourcegroups/[^/]+)?)`
	anything     = `(/subscriptions/.+?)`
	deploymentAt = scope + `/providers/microsoft\.resources/deployments/([^/]+)`
)

// table is every request that is understood; the first that matches is it.
func (s *Server) table() []route {
	var list []route
	add := func(method, path, phase string, versions []string, handle func(*call) reply) {
		list = append(list, route{method, regexp.MustCompile(`(?i)^` + path + `$`), phase, versions, handle})
	}
	s.deploymentRoutes(add)
	s.groupRoutes(add)
	s.checkRoutes(add)
	s.resourceRoutes(add)
	return list
}

type adder func(method, path, phase string, versions []string, handle func(*call) reply)

func (s *Server) serveARM(w http.ResponseWriter, r *http.Request) {
	c := s.receive(r, "arm")
	handle := s.unknownPath
	for _, one := range s.routes {
		if m := one.path.FindStringSubmatch(strings.TrimSuffix(c.path, "/")); m != nil && slices.Contains(strings.Split(one.method, "|"), c.method) {
			c.match, c.phase = m, one.phase
			handle = s.checked(one)
			break
		}
	}
	s.conduct(w, c, func(c *call) reply {
		if !s.valid(c.header.Get("Authorization")) {
			return s.unauthorized(c)
		}
		if out, ok := s.answered(c); ok {
			return out
		}
		return handle(c)
	})
}

// checked is the handler of a route behind the checks that all have in common.
func (s *Server) checked(r route) func(*call) reply {
	return func(c *call) reply {
		version := c.query.Get("api-version")
		switch {
		case version == "":
			return refuse(http.StatusBadRequest, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.")
		case r.version != nil && !slices.Contains(r.version, version):
			return refuse(http.StatusBadRequest, "InvalidApiVersionParameter",
				"The api-version '%s' is invalid. The supported versions are '%s'.", version, strings.Join(r.version, ","))
		}
		if sub := subscriptionOf(c.path); sub != "" && !s.World.hasSubscription(sub) {
			return refuse(http.StatusNotFound, "SubscriptionNotFound", "The subscription '%s' could not be found.", sub)
		}
		return r.handle(c)
	}
}

func (s *Server) unauthorized(c *call) reply {
	code, message := "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."
	if text := c.header.Get("Authorization"); text != "" {
		code, message = "InvalidAuthenticationToken", "The access token is invalid."
		if t, ok := s.tokens[strings.TrimPrefix(text, "Bearer ")]; ok && (t.revoked || t.audience == s.Audience()) {
			code, message = "ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than current UTC time."
		}
	}
	out := refuse(http.StatusUnauthorized, code, "%s", message)
	out.header = map[string]string{"WWW-Authenticate": `Bearer authorization_uri="` + s.places.entra.url + "/" + s.opts.TenantID +
		`", error="invalid_token", error_description="` + message + `"`}
	return out
}

func (s *Server) unknownPath(c *call) reply {
	return refuse(http.StatusNotFound, "InvalidResourceType", "The resource type could not be found in the namespace for '%s %s'.", c.method, c.path)
}

// answer replaces what the world would say.
type answer struct {
	method string
	path   *regexp.Regexp
	status int
	body   string
}

// Answer overrides what requests get whose path matches, of a method or of any
// when it is empty; the last one said wins. Case does not count.
func (s *Server) Answer(method, pathRegexp string, status int, body string) {
	re := regexp.MustCompile(`(?i)` + pathRegexp)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = append(s.answers, answer{method, re, status, body})
}

func (s *Server) answered(c *call) (reply, bool) {
	for _, a := range slices.Backward(s.answers) {
		if (a.method == "" || strings.EqualFold(a.method, c.method)) && a.path.MatchString(c.path) {
			return reply{status: a.status, body: rawBody(a.body)}, true
		}
	}
	return reply{}, false
}

// page is one page of a list.
func (s *Server) page(c *call, items []any) reply {
	from := 0
	for from < len(items) && c.query.Get("$skiptoken") != "" && uuidOf("page/"+strconv.Itoa(from)) != c.query.Get("$skiptoken") {
		from++
	}
	to := min(from+s.opts.PageSize, len(items))
	body := object{"value": append([]any{}, items[from:to]...)}
	if to < len(items) {
		query := url.Values{}
		for name, values := range c.query {
			query[name] = values
		}
		query.Set("$skiptoken", uuidOf("page/"+strconv.Itoa(to)))
		body["nextLink"] = s.places.arm.url + (&url.URL{Path: c.path}).EscapedPath() + "?" + query.Encode()
	}
	return reply{status: http.StatusOK, body: body}
}
