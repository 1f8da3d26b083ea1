package plan

// OwnerTag is the name of the tag by which resources are known as an
// environment's own; its value is the environment's name.
const OwnerTag = "amlsec-environment"

// owned marks what the environment makes as its own. A deployment cannot take
// the mark away: it is no part of the parameter with the deployer's tags.
func (b *builder) owned() {
	b.plan.Owned = Map{{Name: OwnerTag, Value: Text(b.in.Name.V)}}
}
