package plan

func (b *builder) storage() {}
