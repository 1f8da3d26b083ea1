package plan

func (b *builder) attachment() {}
