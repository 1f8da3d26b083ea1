package plan

func (b *builder) addresses() {}
