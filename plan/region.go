package plan

func (b *builder) region() {}
