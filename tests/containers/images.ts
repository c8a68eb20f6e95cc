import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { binaryOf, cacheFolder } from '../../stack/src/build.ts';
import { linkApplets } from '../../stack/src/real-node/images.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const BUSYBOX = '/bin/busybox';
/** The users of the real images. */
const USERS = { nonroot: 65532, loki: 10001, grafana: 472 };
/** The Node of the Dockerfiles. */
const NODE_VERSION = '24';

/** What a registry serves under a digest: a file, or some JSON. */
export interface Blob {
  digest: string;
  mediaType: string;
  file?: string;
  content?: string;
}

export interface Image {
  /** Without its registry. */
  name: string;
  tag: string;
  manifest: Blob;
  blobs: Blob[];
}

interface Definition {
  name: string;
  tag: string;
  /** Fills the root folder. */
  fill(root: string): void;
  config: { Entrypoint?: string[]; Cmd?: string[]; User?: string; Env?: string[]; Labels?: Record<string, string> };
}

const PATHS = ['PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'];
/** The authorities that this machine trusts: npm's registry may be behind a proxy with one of its own. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** Stand-ins for what Dockerfiles and Docker Compose pull, made of this machine's programs. */
function definitions(grafanaHome: string | undefined): Definition[] {
  const images: Definition[] = [
    {
      name: 'docker/dockerfile',
      tag: tagIn('backend-sidecar/Dockerfile', 'syntax=docker/dockerfile'),
      fill: (root) => addProgram(root, binaryOf('dockerfile-frontend'), '/bin/dockerfile-frontend'),
      config: { Entrypoint: ['/bin/dockerfile-frontend'], Labels: { 'moby.buildkit.frontend.network.none': 'true' } },
    },
    {
      name: 'library/busybox',
      tag: tagIn('stack/compose/app.Dockerfile', 'FROM busybox'),
      fill: addShell,
      config: { Cmd: ['sh'], Env: PATHS },
    },
    {
      name: 'library/node',
      tag: tagIn('backend-sidecar/Dockerfile', 'node'),
      fill: (root) => {
        addShell(root);
        addProgram(root, nodeFile('node-linux-*/bin/node'), '/usr/local/bin/node');
        addRestOfLibc(root);
        cpSync(nodeFile('npm'), path.join(root, 'usr/local/lib/npm'), { recursive: true });
        symlinkSync('../lib/npm/bin/npm-cli.js', path.join(root, 'usr/local/bin/npm'));
        mkdirSync(path.join(root, path.dirname(AUTHORITIES)), { recursive: true });
        copyFileSync(AUTHORITIES, path.join(root, AUTHORITIES));
      },
      config: { Cmd: ['node'], Env: [...PATHS, `NODE_EXTRA_CA_CERTS=${AUTHORITIES}`] },
    },
    {
      name: 'distroless/nodejs24-debian12',
      tag: 'nonroot',
      fill: (root) => {
        addAccounts(root);
        addProgram(root, nodeFile('node-linux-*/bin/node'), '/nodejs/bin/node');
      },
      config: { Entrypoint: ['/nodejs/bin/node'], User: String(USERS.nonroot) },
    },
    {
      name: 'grafana/loki',
      tag: defaultIn('LOKI_VERSION'),
      fill: (root) => {
        addAccounts(root);
        addProgram(root, binaryOf('loki'), '/usr/bin/loki');
        ownFolder(root, '/loki', USERS.loki);
      },
      config: { Entrypoint: ['/usr/bin/loki'], User: String(USERS.loki) },
    },
  ];
  return grafanaHome ? [...images, grafana(grafanaHome)] : images;
}

function grafana(home: string): Definition {
  const inside = '/usr/share/grafana';
  return {
    name: 'grafana/grafana',
    tag: defaultIn('GRAFANA_VERSION'),
    fill: (root) => {
      addShell(root);
      addProgram(root, path.join(home, 'bin/grafana'), `${inside}/bin/grafana`);
      for (const folder of ['conf', 'public']) {
        cpSync(path.join(home, folder), path.join(root, inside, folder), { recursive: true });
      }
      ownFolder(root, '/var/lib/grafana', USERS.grafana);
    },
    config: {
      Entrypoint: [`${inside}/bin/grafana`, 'server', `--homepath=${inside}`],
      User: String(USERS.grafana),
      Env: [
        ...PATHS,
        'GF_PATHS_DATA=/var/lib/grafana',
        'GF_PATHS_PLUGINS=/var/lib/grafana/plugins',
        'GF_PATHS_PROVISIONING=/etc/grafana/provisioning',
        'GF_LOG_MODE=console',
        // What is not there cannot be downloaded.
        'GF_PLUGINS_PREINSTALL_DISABLED=true',
      ],
    },
  };
}

/** Makes all images, in a folder that may be deleted with them. */
export function makeImages(folder: string, grafanaHome: string | undefined): Image[] {
  installNode();
  return definitions(grafanaHome).map((definition) => {
    const at = path.join(folder, definition.name.replaceAll('/', '-'));
    const root = path.join(at, 'root');
    mkdirSync(path.join(root, 'tmp'), { recursive: true });
    chmodSync(path.join(root, 'tmp'), 0o1777);
    definition.fill(root);
    const layer = path.join(at, 'layer.tar');
    execFileSync('tar', ['--numeric-owner', '--sort=name', '--mtime=@0', '-C', root, '-cf', layer, '.']);
    return assemble(definition, layer);
  });
}

/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md */
function assemble({ name, tag, config }: Definition, layer: string): Image {
  const digest = `sha256:${execFileSync('sha256sum', [layer], { encoding: 'utf8' }).slice(0, 64)}`;
  const layerBlob: Blob = { digest, mediaType: 'application/vnd.oci.image.layer.v1.tar', file: layer };
  const configBlob = json('application/vnd.oci.image.config.v1+json', {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config,
    rootfs: { type: 'layers', diff_ids: [digest] },
    history: [{ created_by: 'tests/containers/images.ts' }],
  });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = json(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: descriptor(configBlob),
    layers: [descriptor(layerBlob)],
  });
  return { name, tag, manifest, blobs: [manifest, configBlob, layerBlob] };
}

function json(mediaType: string, value: object): Blob {
  const content = JSON.stringify(value);
  return { digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, mediaType, content };
}

const descriptor = ({ mediaType, digest, file, content }: Blob): object => ({
  mediaType,
  digest,
  size: file ? statSync(file).size : Buffer.byteLength(content ?? ''),
});

/** The tag with which a file names an image. */
function tagIn(file: string, image: string): string {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const [, tag] = new RegExp(`${image}:(\\S+)`).exec(text) ?? [];
  if (!tag) {
    throw new Error(`${file} names no ${image}`);
  }
  return tag;
}

/** What docker-compose.yaml takes where the variable is not set. */
function defaultIn(variable: string): string {
  const [, value = ''] =
    new RegExp(`\\{${variable}:-([^}]+)\\}`).exec(readFileSync(path.join(ROOT, 'docker-compose.yaml'), 'utf8')) ?? [];
  return value;
}

function addShell(root: string): void {
  addAccounts(root);
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  addProgram(root, BUSYBOX, '/bin/busybox');
  linkApplets(BUSYBOX, path.join(root, 'bin'));
  mkdirSync(path.join(root, 'usr'), { recursive: true });
  // For `#!/usr/bin/env`.
  symlinkSync('/bin', path.join(root, 'usr/bin'));
}

function addAccounts(root: string): void {
  const etc = path.join(root, 'etc');
  mkdirSync(etc, { recursive: true });
  const accounts = Object.entries({ root: 0, ...USERS });
  const home = (name: string): string => (name === 'root' ? '/root' : '/tmp');
  writeFileSync(
    path.join(etc, 'passwd'),
    accounts.map(([name, id]) => `${name}:x:${id}:${id}::${home(name)}:/bin/sh\n`).join('')
  );
  writeFileSync(path.join(etc, 'group'), accounts.map(([name, id]) => `${name}:x:${id}:\n`).join(''));
}

/** Copies a program with the libraries that it loads. */
function addProgram(root: string, file: string, to: string): void {
  const add = (from: string, target: string): void => {
    mkdirSync(path.dirname(path.join(root, target)), { recursive: true });
    copyFileSync(from, path.join(root, target));
  };
  add(file, to);
  for (const library of librariesOf(file)) {
    if (!existsSync(path.join(root, library))) {
      add(library, library);
    }
  }
}

/** The rest of the C library, which the binaries in npm's packages load. */
function addRestOfLibc(root: string): void {
  const libc = librariesOf(process.execPath).find((file) => path.basename(file) === 'libc.so.6') ?? '';
  for (const library of ['librt.so.1', 'libresolv.so.2', 'libutil.so.1'].map((name) =>
    path.join(path.dirname(libc), name)
  )) {
    addProgram(root, library, library);
  }
}

function librariesOf(file: string): string[] {
  try {
    const listed = execFileSync('ldd', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, library = '']) => library);
  } catch {
    // ldd fails for a program without libraries.
    return [];
  }
}

function ownFolder(root: string, folder: string, user: number): void {
  mkdirSync(path.join(root, folder), { recursive: true });
  chownSync(path.join(root, folder), user, user);
}

const nodeFolder = (): string => path.join(cacheFolder(), 'image-node');

function nodeFile(pattern: string): string {
  return path.join(nodeFolder(), 'node_modules', pattern.replace('*', process.arch));
}

/** npm's Node, and the npm that package.json names, as the real image has both. */
function installNode(): void {
  const { packageManager } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const version = packageManager.split('@')[1];
  const installed = path.join(nodeFile('npm'), 'package.json');
  if (
    existsSync(nodeFile('node-linux-*/bin/node')) &&
    existsSync(installed) &&
    (JSON.parse(readFileSync(installed, 'utf8')) as { version: string }).version === version
  ) {
    return;
  }
  const packages = [packageManager, `node-linux-${process.arch}@${NODE_VERSION}`];
  execFileSync('npm', ['install', '--prefix', nodeFolder(), '--no-audit', '--no-fund', ...packages], { stdio: 'pipe' });
}
