package check

import "github.com/amlsec/amlsec/bicep/types"

// lambdaOverItems is the type of a lambda that is called with the items of the
// first argument.
func lambdaOverItems(make func(item types.Type) *types.Lambda) func(args []types.Type) types.Type {
	return func(args []types.Type) types.Type {
		if len(args) == 0 {
			return nil
		}
		item, ok := types.ItemOf(args[0])
		if !ok {
			return nil
		}
		return make(item)
	}
}

func predicateOf(item types.Type) *types.Lambda {
	return &types.Lambda{Params: []types.Type{item}, Optional: []types.Type{types.Int{}}, Returns: types.Bool{}}
}

func mapperOf(item types.Type) *types.Lambda {
	return &types.Lambda{Params: []types.Type{item}, Optional: []types.Type{types.Int{}}, Returns: types.Any{}}
}

func sorterOf(item types.Type) *types.Lambda {
	return &types.Lambda{Params: []types.Type{item, item}, Returns: types.Bool{}}
}

func keyMapperOf(item types.Type) *types.Lambda { return oneParam(item, types.String{}) }

func valueMapperOf(item types.Type) *types.Lambda { return oneParam(item, types.Any{}) }

// lambdaOverValues is the type of a lambda that is called with the values of
// an object.
func lambdaOverValues(args []types.Type) types.Type {
	if len(args) == 0 {
		return nil
	}
	o, ok := args[0].(*types.Object)
	if !ok {
		return nil
	}
	_, values := readableProps(o)
	return oneParam(types.NewUnion(values...), types.Any{})
}

// reducerOver is the type of the lambda of reduce(), which takes what it
// returned before, and an item.
func reducerOver(args []types.Type) types.Type {
	if len(args) < 2 {
		return nil
	}
	item, isArray := types.ItemOf(args[0])
	if !isArray && !isAny(args[0]) {
		return nil
	}
	if !isArray {
		item = types.Any{}
	}
	kept, ok := types.Primitive(args[1])
	if !ok {
		kept = types.Any{}
	}
	first := kept
	length, _ := types.LengthOf(args[0])
	if isArray && length.HasMax && length.Max <= 1 {
		first = args[1]
	}
	index := types.Int{Range: types.Range{HasMin: true, Max: length.Max, HasMax: length.HasMax}}
	return &types.Lambda{Params: []types.Type{first, item}, Optional: []types.Type{index}, Returns: kept}
}
