package armsim

import (
	"crypto/tls"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// before does to a request what happens before it is processed. It reports
// whether it is processed at all.
func (s *Server) before(w http.ResponseWriter, c *call, f *armed) bool {
	ctx, cancel := s.stopped(c.http)
	defer cancel()
	switch f.Action {
	case Reset:
		cut(w)
		return false
	case Hang:
		<-ctx.Done()
		cut(w)
		return false
	case Delay:
		select {
		case <-ctx.Done():
		case <-time.After(f.Wait):
		}
	}
	return true
}

// cut resets the connection of a request.
func cut(w http.ResponseWriter) {
	h, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	conn, _, err := h.Hijack()
	if err != nil {
		return
	}
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0) //nolint:errcheck // the connection is given up
	}
	conn.Close()
}

// instead is what a fault answers in place of the world; s.mu is held.
func (s *Server) instead(c *call, f *armed) (reply, bool) {
	if f == nil {
		return reply{}, false
	}
	out := reply{}
	switch f.Action {
	case Throttle:
		out = refuse(http.StatusTooManyRequests, "TooManyRequests", "Number of requests for subscription '%s' and operation '%s' exceeded the backend storage limit.", s.opts.SubscriptionID, c.phase)
	case Unavailable:
		out = refuse(http.StatusServiceUnavailable, "ServiceUnavailable", "The service is unavailable now, please retry the request after some time.")
	case ServerError:
		out = refuse(http.StatusInternalServerError, "InternalServerError", "Encountered internal server error.")
	case NotFound:
		out = refuse(http.StatusNotFound, "DeploymentNotFound", "Deployment '%s' could not be found.", nameOf(c.path))
		out.header = map[string]string{"x-ms-failure-cause": "gateway"}
	case Redirect:
		out = reply{status: http.StatusTemporaryRedirect, header: map[string]string{"Location": s.places.other.url + c.http.URL.RequestURI()}}
	case Refuse:
		out = reply{status: max(f.Status, http.StatusBadRequest), body: object{"error": f.Error}}
		if c.host == "entra" {
			out = s.refuseToken(out.status, f.Error.Code, 0, f.Error.Message)
		}
	case ExpireToken:
		text := strings.TrimPrefix(c.header.Get("Authorization"), "Bearer ")
		if t, ok := s.tokens[text]; ok {
			t.revoked = true
			s.tokens[text] = t
		}
		out = s.unauthorized(c)
	default:
		return reply{}, false
	}
	if f.Seconds > 0 {
		out.header = map[string]string{"Retry-After": strconv.Itoa(f.Seconds)}
	}
	return out, true
}

// after answers a request, or spoils the answer.
func (s *Server) after(w http.ResponseWriter, f *armed, status int, header map[string]string, body []byte) {
	switch f.Action {
	case LoseResponse:
		cut(w)
	case ForeignURL:
		for _, name := range []string{"Azure-AsyncOperation", "Location"} {
			if header[name] != "" {
				header[name] = strings.Replace(header[name], s.places.arm.url, s.places.other.url, 1)
			}
		}
		write(w, status, header, []byte(strings.ReplaceAll(string(body), s.places.arm.url, s.places.other.url)))
	case InvalidJSON:
		write(w, status, header, []byte("<html><body>The service is \x1b[31munavailable\x1b[0m</body></html>"))
	case Truncate:
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)+1))
		w.WriteHeader(status)
		w.Write(body[:len(body)/2]) //nolint:errcheck // the connection is cut anyway
		if flush, ok := w.(http.Flusher); ok {
			flush.Flush()
		}
		cut(w)
	default:
		write(w, status, header, body)
	}
}
