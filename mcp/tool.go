package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/amlsec/amlsec/diag"
)

// server is a session with as many calls at work as there are processors; more
// wait for their turn.
type server struct {
	sdk   *mcp.Server
	slots chan struct{}
}

// answer is a pointer to an answer, which can say that the call failed.
type answer[T any] interface {
	*T
	fail(*Error)
}

// add offers a function as a tool. The schemas of its arguments and answers are
// those of its types.
func add[In, Out any, P answer[Out]](s *server, t *mcp.Tool, do func(context.Context, In) (Out, error)) error {
	input, err := schemaOf[In]()
	if err != nil {
		return fmt.Errorf("schema of the arguments of %s: %w", t.Name, err)
	}
	output, err := schemaOf[Out]()
	if err != nil {
		return fmt.Errorf("schema of the answer of %s: %w", t.Name, err)
	}
	t.InputSchema, t.OutputSchema = input, output
	s.sdk.AddTool(t, func(ctx context.Context, call *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		var in In
		var out Out
		err := decode(call.Params.Arguments, &in)
		if err == nil {
			out, err = inTurn(ctx, s.slots, func() (Out, error) { return do(ctx, in) })
		}
		if ctx.Err() != nil {
			return nil, ctx.Err() // nobody waits for the answer
		}
		if err != nil {
			P(&out).fail(asError(err))
		}
		return result(out, err != nil)
	})
	return nil
}

// schemaOf is the schema of a type.
func schemaOf[T any]() (*jsonschema.Schema, error) {
	s, err := jsonschema.For[T](&jsonschema.ForOptions{TypeSchemas: schemas()})
	if err == nil {
		neverNull(s)
	}
	return s, err
}

// neverNull takes null out of a schema: no list is nil, and what is not there is
// left out.
func neverNull(s *jsonschema.Schema) {
	if len(s.Types) == 2 && s.Types[0] == "null" {
		s.Type, s.Types = s.Types[1], nil
	}
	for _, property := range s.Properties {
		neverNull(property)
	}
	if s.Items != nil {
		neverNull(s.Items)
	}
}

// schemas are the schemas of types whose form in JSON is another than their
// form in Go.
func schemas() map[reflect.Type]*jsonschema.Schema {
	return map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[Format]():          {Type: "string", Enum: []any{"bicep", "arm"}},
		reflect.TypeFor[diag.Severity]():   {Type: "string", Enum: []any{"error", "warning", "info"}},
		reflect.TypeFor[json.RawMessage](): {Type: "object"},
	}
}

// decode reads arguments. A name that is not known is an error: a misspelt one
// would be passed over in silence.
func decode(arguments json.RawMessage, into any) error {
	if len(arguments) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(arguments))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("something follows the object")
		}
	}
	if err != nil {
		return &Error{Code: CodeArguments, Message: "the arguments do not fit: " + misfit(err), Hint: "the input schema of the tool lists them"}
	}
	return nil
}

// misfit says what is wrong with arguments, in words of JSON.
func misfit(err error) string {
	var t *json.UnmarshalTypeError
	if !errors.As(err, &t) {
		return strings.TrimPrefix(err.Error(), "json: ")
	}
	wanted := map[reflect.Kind]string{reflect.String: "a string", reflect.Bool: "true or false"}[t.Type.Kind()]
	if t.Field == "" {
		return fmt.Sprintf("found %s, wanted an object", t.Value)
	}
	return fmt.Sprintf("%s: found %s, wanted %s", t.Field, t.Value, wanted)
}

// inTurn does something when a slot is free, unless ctx ends first.
func inTurn[Out any](ctx context.Context, slots chan struct{}, do func() (Out, error)) (out Out, err error) {
	select {
	case slots <- struct{}{}:
	case <-ctx.Done():
		return out, ctx.Err()
	}
	defer func() {
		<-slots
		if p := recover(); p != nil {
			err = fmt.Errorf("internal error: %v", p)
		}
	}()
	return do()
}

// asError gives an error the code that an assistant tells it by.
func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: CodeFailure, Message: err.Error()}
}

// result holds an answer twice, as the protocol asks: for programs, and as text
// for clients that know text alone.
func result(out any, failed bool) (*mcp.CallToolResult, error) {
	text, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("write the answer: %w", err)
	}
	return &mcp.CallToolResult{
		Content:           []mcp.Content{&mcp.TextContent{Text: string(text)}},
		StructuredContent: json.RawMessage(text),
		IsError:           failed,
	}, nil
}
