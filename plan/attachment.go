package plan

import "cmp"

// The purposes of a cluster, as Azure spells them.
const (
	purposeFast = "FastProd"
	purposeTest = "DevTest"
)

// Symbols of the parameters with the certificate of v1 scoring.
const (
	symScoringCertificate = "scoringCertificate"
	symScoringKey         = "scoringKey"
)

// purpose is the purpose of the v1 attachment.
func (b *builder) purpose() string { return b.in.Inference.Cluster.Purpose.V }

// attachment decides the compute by which the workspace knows the cluster.
func (b *builder) attachment() {
	b.checkScoring()
	if !b.usesAKS() || b.plan.Cluster == nil {
		return
	}
	a := &Attachment{
		Resource: Resource{
			Origin: origin(b.in.Inference.Attachment, "makes the cluster known to the workspace"),
			Symbol: symAttachment, Name: b.fixedName(kindCompute, "aks"),
			After: []string{b.workspaceReady()},
		},
		Condition: b.useParam(symAttachCluster),
		Cluster:   symCluster,
	}
	b.plan.Attachment = a
	if b.attachesV1() {
		b.attachV1(a)
		return
	}
	a.Source = pageExtension
	a.Namespace = "default"
	a.After = append(a.After, symExtension)
	if b.plan.Trusted != nil {
		a.After = append(a.After, symTrustedAccess)
	}
}

// attachV1 describes the cluster to the v1 API.
func (b *builder) attachV1(a *Attachment) {
	a.V1, a.Source = true, pageInferencing
	a.Purpose = b.purpose()
	a.LoadBalancerType = "PublicIp"
	if b.in.Inference.LoadBalancer.V == "internal" {
		a.LoadBalancerType = "InternalLoadBalancer"
		a.LoadBalancerSubnet = subnetSymbol(PurposeLoadBalancer)
	}
	if b.ownsCluster() {
		net := b.in.Inference.Cluster.Network
		a.Subnet = subnetSymbol(PurposeCluster)
		a.ServiceCIDR, a.DNSServiceIP, a.DockerBridge = net.ServiceCIDR.V, net.DNSServiceIP.V, b.bridge()
		a.AgentVMSize, a.AgentCount = agents(b.pools())
	}
	if tls := b.in.Inference.Scoring.TLS; tls.IsSet() {
		a.CName = tls.CName.V
		a.Certificate, a.Key = b.certificateParams()
	}
}

// agents is the size of the nodes that run models, and how many nodes the
// cluster has at the least: v1 counts them all.
func agents(pools []Pool) (size string, count int) {
	for _, p := range pools {
		if len(p.Taints) == 0 && size == "" {
			size = p.VMSize
		}
		count += p.least()
	}
	return size, count
}

// certificateParams are parameters without a default: v1 takes the certificate
// itself, and a deployment that lacks it should not begin.
func (b *builder) certificateParams() (certificate, key string) {
	tls := b.in.Inference.Scoring.TLS
	b.addParam(Param{
		Origin: sectionOrigin(tls.Section, "is the certificate of the scoring endpoint"), Name: symScoringCertificate, Type: "string", Secure: true,
		Description: "Certificate chain of the scoring endpoint, as PEM text.",
	})
	b.addParam(Param{
		Origin: sectionOrigin(tls.Section, "is the private key of the scoring endpoint"), Name: symScoringKey, Type: "string", Secure: true,
		Description: "Private key of that certificate, as PEM text without a pass phrase.",
	})
	return symScoringCertificate, symScoringKey
}

// checkScoring reports how the scoring endpoint is weaker than it could be, or
// other than the intent says.
func (b *builder) checkScoring() {
	if !b.usesAKS() {
		return
	}
	s := b.in.Inference.Scoring
	if !s.TLS.IsSet() {
		b.warn("AML402", cmp.Or(s.Span, b.in.Inference.Span), "name a certificate in inference.scoring.tls",
			"scoring has no certificate, so the endpoint speaks HTTP on its address")
	}
	if s.Address.IsSet() {
		b.warn("AML424", s.Address.Span, "deploy first, read the address that the balancer took, and write that one",
			"address %s cannot be reserved: it only names the balancer in the inbound rule", s.Address.V)
	}
}
