package plan

func (b *builder) params() {}
