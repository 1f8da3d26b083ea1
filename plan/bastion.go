package plan

// bastion decides the Bastion host. It has no zones: not every region with
// zones has them for Bastion.
func (b *builder) bastion() {
	subnet := b.subnet(PurposeBastion)
	if !b.in.Network.Bastion.V || subnet == nil {
		return
	}
	asked := b.in.Network.Bastion
	b.plan.Network.Bastion = &Bastion{
		Resource: Resource{
			Origin: origin(asked, "lets operators reach machines of the private environment through their browser"),
			Symbol: symBastion, Name: b.fixedName(kindBastion),
		},
		PublicIP: b.publicIP(symBastion, "bastion", origin(asked, "the address at which operators reach Bastion")),
		Subnet:   subnet.Symbol,
		SKU:      "Standard",
	}
}
