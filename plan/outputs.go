package plan

// outputs decides what the deployment reports; azd makes environment values of
// it. None is a secret.
func (b *builder) outputs() {
	b.output("AZURE_RESOURCE_GROUP", "Resource group of the environment.", OwnGroup("name"))
	b.output("AZURE_LOCATION", "Region of the environment.", Ref{Symbol: symLocation})
	b.property("AZURE_ML_WORKSPACE_NAME", "Name of the Azure Machine Learning workspace.", symWorkspace, "name")
	b.property("AZURE_ML_WORKSPACE_ID", "Id of the Azure Machine Learning workspace.", symWorkspace, "id")
	if b.plan.Cluster != nil {
		b.property("AZURE_AKS_CLUSTER_NAME", "Name of the AKS cluster.", symCluster, "name")
	}
	if b.plan.Attachment != nil {
		b.output("AZURE_ML_COMPUTE_NAME", "Name of the workspace's compute that stands for the cluster.", Text(b.plan.Attachment.Name.Text))
	}
	if b.plan.Online != nil {
		b.property("AZURE_ML_ONLINE_ENDPOINT_NAME", "Name of the managed online endpoint.", symOnlineEndpoint, "name")
	}
	b.property("AZURE_CONTAINER_REGISTRY_NAME", "Name of the container registry.", symRegistry, "name")
	b.property("AZURE_CONTAINER_REGISTRY_ENDPOINT", "Host name of the container registry.", symRegistry, "properties.loginServer")
	b.property("AZURE_KEY_VAULT_NAME", "Name of the key vault.", symKeyVault, "name")
	b.property("AZURE_STORAGE_ACCOUNT_NAME", "Name of the storage account.", symStorage, "name")
	b.property("AZURE_LOG_ANALYTICS_WORKSPACE_ID", "Id of the Log Analytics workspace.", symLogAnalytics, "id")
	b.property("AZURE_VIRTUAL_NETWORK_ID", "Id of the virtual network.", symVNet, "id")
}

func (b *builder) property(name, description, symbol, path string) {
	b.output(name, description, Ref{Symbol: symbol, Path: path})
}

func (b *builder) output(name, description string, v Value) {
	b.plan.Outputs = append(b.plan.Outputs, Output{
		Origin: Origin{From: b.in.Name.Path, Why: "tells the tools that follow where to find it"},
		Name:   name, Type: "string", Description: description, Value: v,
	})
}
