package plan

func (b *builder) roles() {}
