import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { binaryOf } from '../../stack/src/build.ts';
import { until } from '../collector/harness.ts';
import { type Engine } from './engine.ts';
import { deleteCgroups, Namespaces } from './namespaces.ts';

const START_MS = 60_000;
const NAME = 'tests';

/**
 * BuildKit, as today's Docker has it: the one in the engine that Debian ships is too old for `COPY --parents`. What it
 * builds, the engine gets. Builds use this machine's network, as npm needs its registry.
 */
export class Builder {
  readonly #buildkit: Namespaces;
  readonly #cgroup: string;
  readonly env = { BUILDX_BUILDER: NAME };

  private constructor(engine: Engine, registryPort: number) {
    const { folder } = engine;
    this.#cgroup = `${path.basename(folder)}-build`;
    const registry = `127.0.0.1:${registryPort}`;
    writeFileSync(
      path.join(folder, 'buildkitd.toml'),
      `root = "${folder}/buildkit"
[grpc]
  address = ["unix://${folder}/buildkit.sock"]
[worker.oci]
  networkMode = "host"
  defaultCgroupParent = "/${this.#cgroup}"
[worker.containerd]
  enabled = false
${['docker.io', 'gcr.io'].map((host) => `[registry."${host}"]\n  mirrors = ["${registry}"]`).join('\n')}
[registry."${registry}"]
  http = true
`
    );
    this.#buildkit = Namespaces.start(
      `exec ${binaryOf('buildkitd')} --config=${folder}/buildkitd.toml`,
      path.join(folder, 'buildkitd.log'),
      { network: false }
    );
  }

  /** @param registryPort where images are pulled from */
  static async start(engine: Engine, registryPort: number): Promise<Builder> {
    const builder = new Builder(engine, registryPort);
    try {
      await engine.docker(
        'buildx',
        'create',
        `--name=${NAME}`,
        '--driver=remote',
        `unix://${engine.folder}/buildkit.sock`
      );
      await until(async () => {
        builder.#buildkit.assertRunning();
        return engine.docker('buildx', 'inspect', '--bootstrap', NAME).then(
          (text) => /Status:\s+running/.test(text),
          () => false
        );
      }, START_MS);
      return builder;
    } catch (error) {
      await builder.end();
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.#buildkit.end();
    deleteCgroups(this.#cgroup);
  }
}
