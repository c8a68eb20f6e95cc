import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { type Server } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { binaryOf } from '../../stack/src/build.ts';
import { relay } from '../../stack/src/real-node/relay.ts';
import { until } from '../collector/harness.ts';
import { BUSYBOX } from './images.ts';
import { deleteCgroups, isInstalled, Namespaces, whyNoNamespaces } from './namespaces.ts';

const START_MS = 60_000;
/** Debian's CLI: another one on the PATH need not fit the engine. */
export const DOCKER = '/usr/bin/docker';

/**
 * Where containers find the ports that {@link Engine.expose} opens: an address for documentation, on the loopback
 * interface of the engine's network.
 */
export const OUTSIDE = '192.0.2.1';

interface Output {
  stdout: string;
  stderr: string;
}

/**
 * A Docker engine of the test's own. Its network is not the machine's: a browser beside it gives up requests when
 * interfaces come and go.
 */
export class Engine {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #cgroup: string;
  readonly #dockerd: Namespaces;
  readonly #relays: Server[] = [];

  private constructor(folder: string, registryPort: number) {
    this.folder = folder;
    this.#cgroup = path.basename(folder);
    const socket = `unix://${folder}/docker.sock`;
    const config = path.join(folder, 'docker');
    mkdirSync(path.join(config, 'cli-plugins'), { recursive: true });
    for (const name of ['docker-compose', 'docker-buildx'] as const) {
      symlinkSync(binaryOf(name), path.join(config, 'cli-plugins', name));
    }
    this.#env = { ...process.env, DOCKER_HOST: socket, DOCKER_CONFIG: config };
    const flags = [
      `--host=${socket}`,
      `--data-root=${folder}/data`,
      `--exec-root=${folder}/exec`,
      `--pidfile=${folder}/dockerd.pid`,
      `--cgroup-parent=/${this.#cgroup}`,
      // systemd is out of reach.
      '--exec-opt=native.cgroupdriver=cgroupfs',
      `--registry-mirror=http://127.0.0.1:${registryPort}`,
    ];
    this.#dockerd = Namespaces.start(
      `ip link set lo up
       ip address add ${OUTSIDE}/32 dev lo
       # The sockets of containerd's shims, and the lock of iptables.
       mount -t tmpfs tmpfs /run
       exec dockerd ${flags.join(' ')}`,
      path.join(folder, 'dockerd.log'),
      { network: true }
    );
  }

  /** Why no engine can be started here; undefined if one can. */
  static whyNot(): string | undefined {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      return 'a Docker engine needs Linux and root';
    }
    const missing = ['dockerd', 'containerd', 'runc', 'iptables', 'ip', DOCKER, BUSYBOX].find(
      (name) => !isInstalled(name)
    );
    return missing ? `there is no ${missing}: apt-get install docker.io iproute2 busybox-static` : whyNoNamespaces();
  }

  /** @param registryPort of this machine's loopback interface: where images are pulled from */
  static async start(folder: string, registryPort: number): Promise<Engine> {
    const engine = new Engine(folder, registryPort);
    try {
      await until(async () => {
        engine.#dockerd.assertRunning();
        return engine.docker('version').then(
          () => true,
          () => false
        );
      }, START_MS);
      await engine.expose(registryPort);
      return engine;
    } catch (error) {
      await engine.end();
      throw error;
    }
  }

  /** What a command of the CLI prints. @throws with what it wrote to stderr */
  async docker(...args: string[]): Promise<string> {
    const { stdout } = await this.run(DOCKER, args);
    return stdout.trim();
  }

  run(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd?: string): Promise<Output> {
    return promisify(execFile)(command, args, { env: { ...this.#env, ...env }, cwd, maxBuffer: Infinity });
  }

  /** The same in the engine's network, where the ports are that containers publish. */
  runInside(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Output> {
    const [nsenter = '', ...flags] = this.#dockerd.inside();
    return this.run(nsenter, [...flags, command, ...args], env);
  }

  /** Opens a port of this machine's loopback interface in the engine's network: on its loopback, and at {@link OUTSIDE}. */
  async expose(port: number): Promise<void> {
    const socket = path.join(this.folder, `${port}.sock`);
    this.#relays.push(await relay({ path: socket }, { host: '127.0.0.1', port }));
    const [nsenter = '', ...flags] = this.#dockerd.inside();
    // In the engine's process namespace as well: so it ends with the engine.
    const args = [...flags, '--pid', process.execPath, path.join(import.meta.dirname, 'relay.ts'), `${port}`, socket];
    const inside = spawn(nsenter, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(inside.stdout, 'data');
  }

  async end(): Promise<void> {
    this.#relays.forEach((server) => server.close());
    await this.#dockerd.end();
    deleteCgroups(this.#cgroup);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
