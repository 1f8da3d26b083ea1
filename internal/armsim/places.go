package armsim

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"time"
)

// places are the hosts of the simulator: each has a port of its own, so that a
// client sees different ones.
type places struct {
	arm, entra, other, identity place
}

// place is one host.
type place struct {
	url    string
	server *http.Server
}

// caFile is the certificate of the authority, for SSL_CERT_FILE.
const caFile = "ca.pem"

func (s *Server) listen() error {
	cert, ca, err := certificates()
	if err != nil {
		return fmt.Errorf("make the certificates: %w", err)
	}
	if err := os.WriteFile(s.path(caFile), ca, 0o600); err != nil {
		return err
	}
	for _, p := range []struct {
		place  *place
		secure bool
		handle http.HandlerFunc
	}{
		{&s.places.arm, true, s.serveARM},
		{&s.places.entra, true, s.serveEntra},
		{&s.places.other, true, s.serveOther},
		{&s.places.identity, false, s.serveIdentity},
	} {
		if err := p.place.start(p.handle, p.secure, cert); err != nil {
			return fmt.Errorf("listen: %w", err)
		}
	}
	return nil
}

func (p *place) start(handle http.HandlerFunc, secure bool, cert tls.Certificate) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p.url = "http://" + l.Addr().String()
	if secure {
		p.url = "https://" + l.Addr().String()
		// HTTP/1.1 alone: a fault resets the connection of one request.
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12})
	}
	p.server = &http.Server{Handler: handle, ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: time.Minute}
	go p.server.Serve(l) //nolint:errcheck // ends with Close
	return nil
}

func (p *places) close() {
	for _, one := range []place{p.arm, p.entra, p.other, p.identity} {
		if one.server != nil {
			one.server.Close()
		}
	}
}

// certificates are one for the loopback, and the authority that signed it.
func certificates() (tls.Certificate, []byte, error) {
	now := time.Now()
	template := func(serial int64, name string) *x509.Certificate {
		return &x509.Certificate{
			SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name},
			NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour), BasicConstraintsValid: true,
		}
	}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	ca := template(1, "armsim")
	ca.IsCA, ca.KeyUsage = true, x509.KeyUsageCertSign
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, caKey.Public(), caKey)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	leaf := template(2, "127.0.0.1")
	leaf.IPAddresses, leaf.DNSNames = []net.IP{net.IPv4(127, 0, 0, 1)}, []string{"localhost"}
	leaf.KeyUsage, leaf.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, key.Public(), caKey)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	var b bytes.Buffer
	err = pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: caDER})
	return tls.Certificate{Certificate: [][]byte{der, caDER}, PrivateKey: key}, b.Bytes(), err
}
