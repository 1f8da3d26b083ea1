package plan

func (b *builder) endpoints() {}
