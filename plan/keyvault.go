package plan

func (b *builder) keyVault() {}
