package plan

func (b *builder) diagnostics() {}
