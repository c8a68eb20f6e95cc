/** A server or command that is built from the Go module proxy, pinned in a go.mod file of its own. */
export interface Tool {
  name: ToolName;
  /** The folder under stack/tools with the go.mod that pins it. */
  module: string;
  /** The main package; one of our own, beside the go.mod, begins with a dot. */
  package: string;
  ldflags?: string;
}

export type ToolName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubectl'
  | 'kwok'
  | 'loki'
  | 'helm'
  | 'actionlint'
  | 'docker-compose'
  | 'dockerfile-lint';

const KUBERNETES_VERSION = 'v1.37.2';
/** Without a stamp the API server would call itself v0.0.0. */
const KUBERNETES_STAMP = ['Major=1', 'Minor=37', `Version=${KUBERNETES_VERSION}`]
  .map((stamp) => `-X k8s.io/component-base/version.git${stamp}`)
  .join(' ');

const kubernetes = (name: ToolName): Tool => ({
  name,
  module: 'kubernetes',
  package: `k8s.io/kubernetes/cmd/${name}`,
  ldflags: KUBERNETES_STAMP,
});

/** In the order in which they are needed: those of the stack's tests first. */
export const TOOLS: readonly Tool[] = [
  { name: 'etcd', module: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  kubernetes('kube-apiserver'),
  {
    name: 'loki',
    module: 'loki',
    package: 'github.com/grafana/loki/v3/cmd/loki',
    ldflags: '-X github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8',
  },
  kubernetes('kube-controller-manager'),
  kubernetes('kube-scheduler'),
  kubernetes('kubectl'),
  { name: 'kwok', module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' },
  // What follows checks what is deployed; the stack itself does not run it.
  { name: 'helm', module: 'helm', package: 'helm.sh/helm/v4/cmd/helm' },
  {
    name: 'docker-compose',
    module: 'compose',
    package: 'github.com/docker/compose/v5/cmd',
    ldflags: '-X github.com/docker/compose/v5/internal.Version=v5.2.0',
  },
  { name: 'dockerfile-lint', module: 'compose', package: './dockerfile-lint' },
  { name: 'actionlint', module: 'actionlint', package: 'github.com/rhysd/actionlint/cmd/actionlint' },
];
