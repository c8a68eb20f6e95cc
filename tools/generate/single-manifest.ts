import path from 'node:path';
import { parse } from 'yaml';

const BASE = 'deploy/base';

const HEAD = `# The collector, in two replicas of which one works. Set Loki's address in the ConfigMap below, then:
#
#   kubectl apply -f loki-event-collector.yaml
#
# Made of the files in base/ by \`npm run generate\`.
`;

/** The kustomize base in one file, for people who want no kustomize. */
export function singleManifest(read: (file: string) => string): string {
  const { resources } = parse(read(path.posix.join(BASE, 'kustomization.yaml'))) as { resources: string[] };
  return HEAD + resources.map((file) => read(path.posix.join(BASE, file))).join('---\n');
}
