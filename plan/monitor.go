package plan

func (b *builder) monitor() {}
