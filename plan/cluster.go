package plan

func (b *builder) cluster() {}
