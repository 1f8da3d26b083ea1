package plan

func (b *builder) egress() {}
