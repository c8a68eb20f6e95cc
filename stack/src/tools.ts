/** A server or command that is built from the Go module proxy, pinned in a go.mod file of its own. */
export interface Tool {
  name: ToolName;
  /** The folder under stack/tools with the go.mod that pins it. */
  module: string;
  /** The main package; one of our own, beside the go.mod, begins with a dot. */
  package: string;
  ldflags?: string;
  /** Built without C, so that it runs on any Linux; with these build tags. */
  pure?: { tags: string };
  /** Which files of this name, already on the machine, are used in its place. Without it, none is. */
  existing?: {
    /** Makes the file print its version. */
    versionArgs: readonly string[];
    fits: RegExp;
    /** {@link fits} in words. */
    needs: string;
  };
  /** How long building it takes on two cores, in seconds, with another one beside it. */
  expectedSeconds: number;
}

export type ToolName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubectl'
  | 'kwok'
  | 'loki'
  | 'kubelet'
  | 'containerd'
  | 'containerd-shim-runc-v2'
  | 'helm'
  | 'actionlint'
  | 'docker-compose'
  | 'dockerfile-lint'
  | 'docker-buildx'
  | 'buildkitd'
  | 'dockerfile-frontend'
  | 'kind'
  | 'versitygw';

const KUBERNETES_VERSION = 'v1.37.2';
/** Without a stamp the API server would call itself v0.0.0. */
const KUBERNETES_STAMP = ['Major=1', 'Minor=37', `Version=${KUBERNETES_VERSION}`]
  .map((stamp) => `-X k8s.io/component-base/version.git${stamp}`)
  .join(' ');

const kubernetes = (name: ToolName, expectedSeconds: number, versionArgs = ['--version']): Tool => ({
  name,
  module: 'kubernetes',
  package: `k8s.io/kubernetes/cmd/${name}`,
  ldflags: KUBERNETES_STAMP,
  existing: { versionArgs, fits: /^1\.37\./, needs: '1.37' },
  expectedSeconds,
});

const CONTAINERD = 'github.com/containerd/containerd/v2';

const containerd = (name: ToolName, expectedSeconds: number): Tool => ({
  name,
  module: 'containerd',
  package: `${CONTAINERD}/cmd/${name}`,
  ldflags: `-X ${CONTAINERD}/version.Version=v2.4.2`,
  pure: { tags: 'no_aufs,no_btrfs,no_devmapper,no_zfs' },
  expectedSeconds,
});

/** What the page needs: built before all others. */
export const PAGE_TOOLS: readonly ToolName[] = ['etcd', 'kube-apiserver', 'loki'];

/** What a real node needs: built only for a stack that has one. */
export const NODE_TOOLS: readonly ToolName[] = ['kubelet', 'containerd', 'containerd-shim-runc-v2'];

/** In the order in which they are needed. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'etcd',
    module: 'etcd',
    package: 'go.etcd.io/etcd/server/v3',
    existing: { versionArgs: ['--version'], fits: /^3\.[67]\./, needs: '3.6 or 3.7' },
    expectedSeconds: 75,
  },
  kubernetes('kube-apiserver', 540),
  {
    name: 'loki',
    module: 'loki',
    package: 'github.com/grafana/loki/v3/cmd/loki',
    ldflags: '-X github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8',
    existing: { versionArgs: ['-version'], fits: /^3\.7\./, needs: '3.7' },
    expectedSeconds: 500,
  },
  // The sample workloads are applied with it.
  kubernetes('kubectl', 50, ['version', '--client']),
  {
    name: 'kwok',
    module: 'kwok',
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    existing: { versionArgs: ['--version'], fits: /^0\.8\./, needs: '0.8' },
    expectedSeconds: 120,
  },
  kubernetes('kube-controller-manager', 210),
  kubernetes('kube-scheduler', 50),
  kubernetes('kubelet', 150),
  containerd('containerd', 200),
  containerd('containerd-shim-runc-v2', 20),
  // What follows checks what is deployed; the stack itself does not run it.
  { name: 'helm', module: 'helm', package: 'helm.sh/helm/v4/cmd/helm', expectedSeconds: 60 },
  {
    name: 'docker-compose',
    module: 'compose',
    package: 'github.com/docker/compose/v5/cmd',
    ldflags: '-X github.com/docker/compose/v5/internal.Version=v5.2.0',
    expectedSeconds: 90,
  },
  { name: 'dockerfile-lint', module: 'compose', package: './dockerfile-lint', expectedSeconds: 20 },
  {
    name: 'docker-buildx',
    module: 'containers',
    package: 'github.com/docker/buildx/cmd/buildx',
    // Docker Compose asks for its version.
    ldflags: '-X github.com/docker/buildx/version.Version=v0.35.0',
    expectedSeconds: 240,
  },
  { name: 'buildkitd', module: 'containers', package: 'github.com/moby/buildkit/cmd/buildkitd', expectedSeconds: 200 },
  {
    name: 'dockerfile-frontend',
    module: 'containers',
    package: 'github.com/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend',
    expectedSeconds: 5,
  },
  { name: 'kind', module: 'kind', package: 'sigs.k8s.io/kind', expectedSeconds: 10 },
  {
    name: 'actionlint',
    module: 'actionlint',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
    expectedSeconds: 10,
  },
  // An S3 server, for Loki's microservices.
  {
    name: 'versitygw',
    module: 'versitygw',
    package: 'github.com/versity/versitygw/cmd/versitygw',
    expectedSeconds: 90,
  },
];
