package plan

// imageBuildName is the name of the compute, as the workspace refers to it.
func (b *builder) imageBuildName() Name { return b.fixedName(kindCompute, "build") }

// imageBuild decides the compute that builds images: a registry behind a
// private endpoint is out of reach of its own build tasks. The identity is
// made apart, so that its roles are there before the first node is.
func (b *builder) imageBuild() {
	asked := b.in.Workspace.ImageBuild
	b.checkBuildSize()
	b.plan.Identities = append(b.plan.Identities, Identity{Resource{
		Origin: sectionOrigin(asked.Section, "lets image builds sign in to registry and storage"),
		Symbol: symImageIdentity, Name: b.fixedName(kindIdentity, "build"),
	}})
	b.plan.ImageBuild = &Compute{
		Resource: Resource{
			Origin: sectionOrigin(asked.Section, "builds the images that models run in"),
			Symbol: symImageBuild, Name: b.imageBuildName(),
			After: []string{b.workspaceReady()},
		},
		VMSize:   asked.VMSize.V,
		MaxNodes: asked.MaxNodes.V,
		Identity: symImageIdentity,
	}
	b.plan.ImageBuild.Source = pageWorkspace
	if !b.onManagedEndpoint() {
		b.plan.ImageBuild.Subnet = subnetSymbol(PurposeTraining)
	}
}

// checkBuildSize wants a CPU size: images are built without GPU, and on Arm
// they would not run where models are served.
func (b *builder) checkBuildSize() {
	asked := b.in.Workspace.ImageBuild.VMSize
	size, known := vmSizeNamed(asked.V)
	switch {
	case !known:
		b.warnUnknownSize(asked)
	case size.gpus > 0:
		b.fail("AML306", asked.Span, "write a CPU size, such as Standard_DS3_v2",
			"vmSize %q has a GPU, and image builds take a CPU size", asked.V)
	case size.arm:
		b.fail("AML306", asked.Span, "write an x64 size, such as Standard_DS3_v2",
			"vmSize %q has an Arm64 processor, and the images of Azure Machine Learning are built for x64", asked.V)
	}
}
