package plan

func (b *builder) workspace() {}
