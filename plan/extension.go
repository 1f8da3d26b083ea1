package plan

import "strconv"

// extension decides the AzureML extension and the workspace's way in.
func (b *builder) extension() {
	if !b.attachesV2() || b.plan.Cluster == nil {
		return
	}
	b.plan.Extension = &Extension{
		Resource: Resource{
			Origin: origin(b.in.Inference.Attachment, "makes the cluster a place where the workspace deploys models"),
			Symbol: symExtension, Name: givenName("azureml"),
		},
		Cluster:          symCluster,
		Settings:         b.extensionSettings(),
		ReleaseNamespace: "azureml",
	}
	b.plan.Extension.Source = pageExtension
	if !b.hasTrustedAccess() {
		return
	}
	b.plan.Trusted = &TrustedAccess{
		Resource: Resource{
			Origin: origin(b.in.Inference.Attachment, "lets the workspace into the cluster without local accounts"),
			Symbol: symTrustedAccess, Name: b.fixedName(kindTrustedAccess),
		},
		Cluster:   symCluster,
		Workspace: Ref{Symbol: symWorkspace, Path: "id"},
		Roles:     []string{"Microsoft.MachineLearningServices/workspaces/mlworkload"},
	}
	b.plan.Trusted.Source = pageTrusted
}

// extensionSettings are the settings as Microsoft's own CLI sends them. It
// translates the documented names into those that the extension's charts
// read; a template that sends the documented ones alone ends with
// "pod healthcheck failed". The case of true and false is the CLI's, too.
func (b *builder) extensionSettings() []Setting {
	s := &settings{b: b}
	s.text("enableTraining", "False", "is left out: the environment serves models")
	s.text("enableInference", "True", "installs the scoring router")
	s.text("inferenceRouterServiceType", "LoadBalancer", "puts the scoring router behind a load balancer")
	b.balancerSettings(s)
	b.tlsSettings(s)
	b.sizeSettings(s)
	s.clusterSettings()
	s.regionSettings()
	s.text("servicebus.enabled", "false", "is for clusters outside Azure")
	s.text("relayserver.enabled", "false", "is for clusters outside Azure")
	s.text("nginxIngress.enabled", "true", "passes calls on to the models, as on every AKS cluster")
	return s.list
}

// settings collects settings in order.
type settings struct {
	b    *builder
	list []Setting
}

func (s *settings) text(name, value, why string) {
	s.list = append(s.list, Setting{Origin: origin(s.b.in.Inference.Attachment, why), Name: name, Value: value})
}

func (s *settings) ref(name string, ref Ref, suffix, why string) {
	s.list = append(s.list, Setting{Origin: origin(s.b.in.Inference.Attachment, why), Name: name, Ref: ref, Suffix: suffix})
}

// balancerSettings keep the balancer's address inside the network. Neither its
// subnet nor its address can be set: it takes a free one of the nodes' subnet.
func (b *builder) balancerSettings(s *settings) {
	if b.in.Inference.LoadBalancer.V == "public" {
		return
	}
	s.text("internalLoadBalancerProvider", "azure", "gives the scoring router a private address")
	s.text("scoringFe.serviceType.internalLoadBalancer", "true", "says so to the router's chart")
}

// tlsSettings turn on HTTPS, or say openly that there is none.
func (b *builder) tlsSettings(s *settings) {
	tls := b.in.Inference.Scoring.TLS
	if !tls.IsSet() {
		s.text("allowInsecureConnections", "True", "lets the scoring router answer on HTTP, since the intent names no certificate")
		return
	}
	s.text("allowInsecureConnections", "False", "refuses HTTP")
	s.text("sslSecret", tls.Secret.V, "names the secret with certificate and key")
	s.text("scoringFe.sslSecret", tls.Secret.V, "says so to the router's chart")
	s.text("sslCname", tls.CName.V, "is the host name in the certificate")
}

// sizeSettings say how the router is spread. The extension refuses to be
// highly available on fewer nodes.
func (b *builder) sizeSettings(s *settings) {
	pools := b.pools()
	enough := len(pools) == 0 || workers(pools) >= routerNodes
	if enough {
		s.text("inferenceRouterHA", "True", "runs the scoring router on three nodes")
		s.text("clusterPurpose", purposeFast, "sizes the router for production")
	} else {
		s.text("inferenceRouterHA", "False", "runs the scoring router once: fewer than "+strconv.Itoa(routerNodes)+" nodes take models at the least")
		s.text("clusterPurpose", purposeTest, "sizes the router for a small cluster")
	}
	if hasGPU(pools) {
		s.text("installNvidiaDevicePlugin", "True", "lets models see the GPUs of the nodes")
	}
}

func hasGPU(pools []Pool) bool {
	for _, p := range pools {
		if size, _ := vmSizeNamed(p.VMSize); size.gpus > 0 {
			return true
		}
	}
	return false
}

// clusterSettings tell the extension where it is; it reports under these names.
func (s *settings) clusterSettings() {
	id := Ref{Symbol: symCluster, Path: "id"}
	s.ref("cluster_name", id, "", "tells the extension its cluster")
	s.ref("clusterId", id, "", "tells the extension its cluster")
	s.ref("prometheus.prometheusSpec.externalLabels.cluster_name", id, "", "marks the metrics of this cluster")
	s.ref("cluster_name_friendly", Ref{Symbol: symCluster, Path: "name"}, "", "is the cluster's name for people")
}

// regionSettings tell the extension its region.
func (s *settings) regionSettings() {
	location := Ref{Symbol: symLocation}
	s.ref("domain", location, "."+s.b.appDomain(), "is the domain of names made for public addresses")
	s.ref("location", location, "", "tells the extension its region")
	s.ref("jobSchedulerLocation", location, "", "tells the extension its region")
}

// appDomain is the cloud's domain of public addresses.
func (b *builder) appDomain() string {
	switch b.in.Cloud.V {
	case cloudUSGov:
		return "cloudapp.usgovcloudapi.net"
	case cloudChina:
		return "cloudapp.chinacloudapi.cn"
	default:
		return "cloudapp.azure.com"
	}
}
