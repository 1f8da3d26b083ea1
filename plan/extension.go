package plan

func (b *builder) extension() {}
