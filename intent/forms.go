package intent

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

var (
	typeBool   = reflect.TypeFor[Bool]()
	typeInt    = reflect.TypeFor[Int]()
	typePrefix = reflect.TypeFor[Prefix]()
	typeAddr   = reflect.TypeFor[Addr]()
	typeID     = reflect.TypeFor[ID]()
)

var vmSizeForm = newForm(`^(Standard|Basic)_[A-Za-z0-9][A-Za-z0-9_-]{0,60}$`)

// checkForm checks text against a named form, if it has one.
func checkForm(kind, text string) *fault {
	switch kind {
	case "guid":
		if !guidForm.MatchString(text) {
			return faulty("AML035", "found "+show(text)+", wanted a GUID", "write the id, not the name: 32 hexadecimal digits as 8-4-4-4-12")
		}
	case "vmSize":
		return checkVMSize(text)
	case "resourceGroup":
		return checkNewGroup(text)
	case "name":
		return checkReserved(text)
	case "tagValue":
		if n := utf8.RuneCountInString(text); n > maxTagValue {
			return faulty("AML040", fmt.Sprintf("found a tag value of %d characters, wanted at most %d", n, maxTagValue), "shorten it")
		}
	}
	return nil
}

func checkVMSize(text string) *fault {
	if vmSizeForm.MatchString(text) {
		return nil
	}
	hint := "write it as Azure lists it, for example Standard_D4s_v5"
	if name := strings.ReplaceAll(text, " ", "_"); vmSizeForm.MatchString("Standard_" + name) {
		hint = fmt.Sprintf("did you mean %q?", "Standard_"+name)
	}
	return faulty("AML036", "found "+show(text)+", wanted a VM size", hint)
}

// checkNewGroup checks the resource group of the environment. One that ends
// with '-' can exist, but endpoints in it cannot be created.
func checkNewGroup(text string) *fault {
	if err := checkResourceGroup(text); err != nil {
		return faulty("AML037", "found "+show(text)+", "+err.Error(), "write a name such as rg-fraud")
	}
	if strings.HasSuffix(text, "-") {
		return faulty("AML037", "found "+show(text)+", wanted a name that does not end with '-'", "remove the last character: endpoints cannot be created in such a group")
	}
	return nil
}

// checkReserved refuses names that would make the name of a resource one that
// Azure keeps for itself.
func checkReserved(text string) *fault {
	for _, w := range []string{"microsoft", "windows"} {
		if strings.Contains(text, w) {
			return faulty("AML038", fmt.Sprintf("found %s, wanted a name without %q", show(text), w), "choose another name: Azure reserves the word")
		}
	}
	if strings.HasPrefix(text, "login") {
		return faulty("AML038", fmt.Sprintf("found %s, wanted a name that does not begin with \"login\"", show(text)), "choose another name: Azure reserves the word")
	}
	return nil
}

// tagValue is the field of every tag's value.
var tagValue = &field{typ: reflect.TypeFor[String](), shape: scalarShape, kind: "tagValue", hasDef: true}

// Limits of Azure on tags. That on names is the one of storage accounts: other
// resources take 512 characters, but every resource gets every tag.
const (
	maxTagName  = 128
	maxTagValue = 256
)

// ownerTag says which environment a resource belongs to; plan.OwnerTag.
const ownerTag = "amlsec-environment"

// checkTagName checks the name of a tag.
func checkTagName(name string) *fault {
	lower := strings.ToLower(name)
	switch n := utf8.RuneCountInString(name); {
	case n == 0 || n > maxTagName:
		return faulty("AML039", fmt.Sprintf("found a tag name of %d characters, wanted 1 to %d", n, maxTagName), "shorten it: the tag also goes on a storage account")
	case strings.ContainsAny(name, `<>%&\?/`):
		return faulty("AML039", `found one of <>%&\?/ in a tag name`, "remove it")
	case strings.ContainsAny(name, "\t\n\r") || strings.TrimSpace(name) != name:
		return faulty("AML039", "found a line break, a tab or outer blanks in a tag name", "write it on one line, without blanks around it")
	}
	if lower == ownerTag {
		return faulty("AML039", fmt.Sprintf("found the tag %q, which every resource gets with the name of the environment", ownerTag), "choose another name, or leave it out")
	}
	for _, w := range []string{"microsoft", "azure", "windows"} {
		if strings.HasPrefix(lower, w) {
			return faulty("AML039", fmt.Sprintf("found a tag name that begins with %q", w), "choose another name: Azure reserves the prefix")
		}
	}
	return nil
}
