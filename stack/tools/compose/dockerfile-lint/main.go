// Reads Dockerfiles as BuildKit does, and prints what is wrong with them, one finding a line.
//
//	dockerfile-lint FILE...
//
// It asks no registry: of the images that a file begins from, nothing is known. Ends with 1 where there is a finding.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
)

// unknownImages answers for each image with an empty configuration.
type unknownImages struct{}

func (unknownImages) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, "", []byte(`{"architecture":"amd64","os":"linux","config":{}}`), nil
}

func (unknownImages) ResolveSourceMetadata(_ context.Context, op *pb.SourceOp, _ sourceresolver.Opt) (*sourceresolver.MetaResponse, error) {
	return &sourceresolver.MetaResponse{Op: op}, nil
}

func findings(file string) ([]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	source := llb.NewSourceMap(nil, file, "Dockerfile", text)
	source.Definition = &llb.Definition{}
	results, err := dockerfile2llb.DockerfileLint(context.Background(), text, dockerfile2llb.ConvertOpt{
		SourceMap:    source,
		MetaResolver: unknownImages{},
	})
	if err != nil {
		return nil, err
	}
	var found []string
	for _, warning := range results.Warnings {
		line := int32(0)
		if ranges := warning.Location.GetRanges(); len(ranges) > 0 {
			line = ranges[0].GetStart().GetLine()
		}
		found = append(found, fmt.Sprintf("%s:%d: %s: %s", file, line, warning.RuleName, warning.Detail))
	}
	if results.Error != nil {
		found = append(found, fmt.Sprintf("%s: %s", file, results.Error.Message))
	}
	return found, nil
}

func main() {
	failed := len(os.Args) < 2
	for _, file := range os.Args[1:] {
		found, err := findings(file)
		if err != nil {
			found = []string{fmt.Sprintf("%s: %v", file, err)}
		}
		for _, finding := range found {
			fmt.Println(finding)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}
