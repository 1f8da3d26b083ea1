package plan

func (b *builder) outputs() {}
