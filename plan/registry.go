package plan

func (b *builder) registry() {}
