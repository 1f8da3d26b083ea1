package plan

func (b *builder) zones() {}
