package check

import (
	"slices"
	"strings"
)

// functionNames are the functions of the language but for list*, sorted.
var functionNames = []string{
	"any", "array", "base64", "base64ToJson", "base64ToString", "bool", "buildUri", "cidrHost", "cidrSubnet",
	"concat", "contains", "dataUri", "dataUriToString", "dateTimeAdd", "dateTimeFromEpoch",
	"dateTimeToEpoch", "deployer", "deployment", "distinct", "empty", "endsWith", "environment",
	"extensionResourceId", "externalInput", "fail", "filter", "first", "flatten", "format", "getSecret", "groupBy",
	"guid", "indexOf", "int", "intersection", "items", "join", "json", "last", "lastIndexOf", "length", "like",
	"loadDirectoryFileInfo", "loadFileAsBase64", "loadJsonContent", "loadTextContent", "loadYamlContent",
	"managementGroup", "managementGroupResourceId", "map", "mapValues", "max", "min", "nameof", "newGuid",
	"objectKeys", "padLeft", "parseCidr", "parseUri", "pickZones", "providers", "range",
	"readEnvironmentVariable", "reduce", "reference", "replace", "resourceGroup", "resourceId",
	"roleDefinitions", "shallowMerge", "skip", "sort", "split", "startsWith", "string", "subscription",
	"subscriptionResourceId", "substring", "take", "tenant", "tenantResourceId", "toLogicalZone", "toLogicalZones",
	"toLower", "toObject", "toPhysicalZone", "toPhysicalZones", "toUpper", "trim", "union", "uniqueString", "uri",
	"uriComponent", "uriComponentToString", "utcNow",
}

// decoratorNames are the decorators of the language, sorted.
var decoratorNames = []string{
	"allowed", "batchSize", "description", "discriminator", "export", "maxLength", "maxValue", "metadata",
	"minLength", "minValue", "nullIfNotFound", "onlyIfNotExists", "patch", "retryOn", "sealed", "secure",
	"validate", "waitUntil",
}

// typeNames are the types of the language that have a name, sorted.
var typeNames = []string{"any", "array", "bool", "int", "object", "resource", "resourceInput", "resourceOutput", "string"}

func isFunction(name string) bool {
	_, ok := slices.BinarySearch(functionNames, name)
	return ok || isList(name) || isBanned(name)
}

// isList reports whether a name is that of one of the functions list*, which
// each provider has of its own.
func isList(name string) bool {
	rest, ok := strings.CutPrefix(name, "list")
	return ok && strings.IndexFunc(rest, func(r rune) bool { return r|0x20 < 'a' || r|0x20 > 'z' }) < 0
}

// isBanned reports whether a name is that of a function of ARM for which Bicep
// has syntax; the checker explains which.
func isBanned(name string) bool {
	switch name {
	case "variables", "parameters", "if", "createArray", "createObject", "add", "sub", "mul", "div", "mod", "less",
		"lessOrEquals", "greater", "greaterOrEquals", "equals", "not", "and", "or", "coalesce":
		return true
	default:
		return false
	}
}

func isDecorator(name string) bool {
	_, ok := slices.BinarySearch(decoratorNames, name)
	return ok
}

func isBuiltinType(name string) bool {
	_, ok := slices.BinarySearch(typeNames, name)
	return ok
}
