package plan

func (b *builder) prerequisites() {}
