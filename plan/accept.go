package plan

func (b *builder) accept() {}
