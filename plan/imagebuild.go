package plan

func (b *builder) imageBuild() {}
