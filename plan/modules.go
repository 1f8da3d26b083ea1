package plan

func (b *builder) modules() {}
