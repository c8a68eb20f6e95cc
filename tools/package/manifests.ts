import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { nameOf, programOf, type Target, TARGETS } from './executables.ts';

/** What Node needs that not every Linux has. */
const CAVEATS = `On Linux it needs libatomic, which minimal systems lack: install libatomic1 (Debian, Ubuntu) or libatomic
(Fedora, Red Hat).
`;
const HOME = 'https://github.com/lokievents/kubernetes-events';
const SUMMARY = 'List Kubernetes events and problems from Loki';
const DESCRIPTION = `Lists events like "kubectl get events", but from Loki, long after the API server has deleted
them, with how each container ended and what changed in each workload. It needs no access to a
cluster, only to Loki or to a Grafana with a Loki data source.
`;

interface Packed extends Target {
  file: string;
  url: string;
  sha256: string;
}

/**
 * Writes what installs the executables whose zips are in a folder: SHA256SUMS, a manifest for krew and a formula for Homebrew.
 *
 * @returns the files written
 */
export function writeManifests(folder: string): string[] {
  const packed = TARGETS.map((target) => ({ target, file: `${nameOf(target)}.zip` }))
    .filter(({ file }) => existsSync(path.join(folder, file)))
    .map(({ target, file }): Packed => {
      const sha256 = createHash('sha256')
        .update(readFileSync(path.join(folder, file)))
        .digest('hex');
      return { ...target, file, sha256, url: `${HOME}/releases/download/v${manifest.version}/${file}` };
    });
  const texts = {
    SHA256SUMS: packed.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(''),
    'event-history.yaml': krewManifest(packed),
    'kubectl-event-history.rb': homebrewFormula(packed),
  };
  return Object.entries(texts).map(([name, text]) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  });
}

/** Source: https://krew.sigs.k8s.io/docs/developer-guide/plugin-manifest/ */
function krewManifest(packed: readonly Packed[]): string {
  const plugin = {
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'event-history' },
    spec: {
      version: `v${manifest.version}`,
      homepage: HOME,
      shortDescription: SUMMARY,
      description: DESCRIPTION,
      caveats: CAVEATS,
      platforms: packed.map(({ os, arch, url, sha256, ...target }) => ({
        selector: { matchLabels: { os, arch } },
        uri: url,
        sha256,
        bin: programOf({ os, arch, ...target }),
      })),
    },
  };
  return stringify(plugin, { lineWidth: 0 });
}

/** Source: https://docs.brew.sh/Formula-Cookbook */
function homebrewFormula(packed: readonly Packed[]): string {
  const systems = { darwin: 'on_macos', linux: 'on_linux' };
  const processors = { arm64: 'on_arm', amd64: 'on_intel' };
  const blocks = Object.entries(systems).map(([system, onSystem]) => {
    const inside = Object.entries(processors).flatMap(([processor, onProcessor]) => {
      const found = packed.find(({ os, arch }) => os === system && arch === processor);
      return found
        ? [`    ${onProcessor} do`, `      url "${found.url}"`, `      sha256 "${found.sha256}"`, '    end']
        : [];
    });
    return inside.length > 0 ? [`  ${onSystem} do`, ...inside, '  end', ''] : [];
  });
  return `class KubectlEventHistory < Formula
  desc "${SUMMARY}"
  homepage "${HOME}"
  version "${manifest.version}"
  license "Apache-2.0"

${blocks.flat().join('\n')}
  def install
    bin.install "kubectl-event_history"
    bin.install_symlink "kubectl-event_history" => "kubectl_complete-event_history"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/kubectl-event_history version")
  end
end
`;
}
