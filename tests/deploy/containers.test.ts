import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { binaryOf } from '../../stack/src/build.ts';
import { ROOT, run } from './objects.ts';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string; target?: string };
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  ports?: Array<{ host_ip?: string; published: string }>;
  volumes?: Array<{ type: string; source: string; target: string; read_only?: boolean }>;
  read_only?: boolean;
}

/** The services that Docker Compose would start, as it reads docker-compose.yaml. */
function services(profiles: string): Record<string, Service> {
  const { stdout, stderr, status } = spawnSync(binaryOf('docker-compose'), ['config', '--format', 'json'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/home/somebody', ...(profiles && { COMPOSE_PROFILES: profiles }) },
  });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return (JSON.parse(stdout) as { services: Record<string, Service> }).services;
}

describe('Docker Compose', () => {
  it('starts a kind cluster, Loki, the collector and Grafana with the app, in an order that works', () => {
    const all = services('');
    assert.deepEqual(Object.keys(all).sort(), ['app', 'cluster', 'collector', 'grafana', 'loki']);
    const conditions = (name: string): object =>
      Object.fromEntries(Object.entries(all[name]?.depends_on ?? {}).map(([on, { condition }]) => [on, condition]));
    assert.deepEqual(conditions('collector'), { cluster: 'service_healthy', loki: 'service_healthy' });
    assert.deepEqual(conditions('grafana'), { app: 'service_completed_successfully', loki: 'service_healthy' });
    assert.ok(all.loki?.healthcheck && all.grafana?.healthcheck);
    for (const name of ['collector', 'cluster']) {
      assert.match(dockerfile(all[name]!), /^HEALTHCHECK /m, `${name} is waited for until it is healthy`);
    }
  });

  it('starts the collector on a cluster of your own, without kind', () => {
    const all = services('own');
    assert.deepEqual(Object.keys(all).sort(), ['app', 'collector-own', 'grafana', 'loki']);
    const [kubeconfig] = all['collector-own']?.volumes ?? [];
    assert.deepEqual([kubeconfig?.source, kubeconfig?.read_only], ['/home/somebody/.kube/config', true]);
    assert.equal(all['collector-own']?.environment?.KUBECONFIG, kubeconfig?.target);
  });

  it('rebuilds the app from the mounted sources, for development', () => {
    const all = services('kind,dev');
    const mounted = all['app-dev']?.volumes?.map(({ source }) => path.relative(ROOT, source));
    assert.ok(mounted?.includes('src') && mounted.includes('pkg'));
    assert.equal(all['app-dev']?.build?.target, 'sources');
  });

  it('pins each image, opens ports on loopback only, and mounts files that exist', () => {
    const all = Object.values(services('kind,own,dev'));
    assert.deepEqual(
      all.flatMap(({ image }) => image ?? []).filter((image) => !isPinned(image)),
      []
    );
    const hosts = all.flatMap(({ ports = [] }) => ports.map(({ host_ip: host }) => host));
    assert.deepEqual([...new Set(hosts)], ['127.0.0.1']);
    const files = all.flatMap(({ volumes = [] }) => volumes).filter(({ type }) => type === 'bind');
    const ours = files.map(({ source }) => source).filter((source) => source.startsWith(ROOT));
    assert.ok(ours.length >= 3);
    assert.deepEqual(
      ours.filter((source) => !existsSync(source)),
      []
    );
  });

  it('gives Grafana an app id, a data source address and a provisioning folder that fit together', () => {
    const { grafana } = services('');
    const idIn = (file: string): string =>
      (JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as { id: string }).id;
    const id = idIn('src/plugin.json');
    // A panel within the app is allowed by its own id alone.
    const panels = globSync('src/panels/*/plugin.json', { cwd: ROOT }).sort().map(idIn);
    assert.equal(grafana?.environment?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS, [id, ...panels].join(','));
    assert.ok(grafana.volumes?.some(({ target }) => target === `/var/lib/grafana/plugins/${id}`));
    assert.ok(grafana.environment.LOKI_URL);
    assert.match(readFileSync(path.join(ROOT, 'provisioning/datasources/loki.yaml'), 'utf8'), /\$\{LOKI_URL\}/);
  });

  it("gives Loki a configuration that Loki's own check takes", () => {
    const config = services('').loki?.volumes?.find(({ type }) => type === 'bind')?.source ?? '';
    const { status, stderr } = spawnSync(binaryOf('loki'), ['-verify-config', `-config.file=${config}`], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
});

describe('each Dockerfile', () => {
  const files = globSync(['backend-sidecar/Dockerfile', 'stack/compose/*Dockerfile'], { cwd: ROOT });

  it("has nothing that BuildKit's linter finds", () => {
    assert.equal(files.length, 3);
    assert.equal(run(binaryOf('dockerfile-lint'), files), '');
  });

  it('and the linter does find things', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'dockerfile-'));
    const bad = path.join(folder, 'Dockerfile');
    writeFileSync(bad, 'FROM debian:12 as build\nCMD a b\n');
    const { status, stdout } = spawnSync(binaryOf('dockerfile-lint'), [bad], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    assert.equal(status, 1);
    assert.match(stdout, /FromAsCasing[^]*JSONArgsRecommended/);
  });

  for (const file of files) {
    it(`begins from pinned images, and copies files that there are: ${file}`, () => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      const stages = [...text.matchAll(/ AS (\w+)$/gm)].map(([, name]) => name);
      const images = [...text.matchAll(/^FROM (?:--\S+ )?(\S+)/gm)].map(([, image = '']) => image);
      assert.ok(images.length > 0);
      assert.deepEqual(
        images.filter((image) => !stages.includes(image) && !isPinned(image)),
        []
      );
      for (const [, sources = ''] of text.matchAll(/^COPY (?!--from)(?:--parents )?(.+) \S+$/gm)) {
        for (const source of sources.split(' ')) {
          assert.ok(source === '.' || globSync(source, { cwd: ROOT }).length > 0, `there is no ${source}`);
        }
      }
    });
  }
});

/** Whether an image's tag names a version, or its digest the very image. */
function isPinned(image: string): boolean {
  return /@sha256:[0-9a-f]{64}$|:v?\d[\w.-]*$|\/nodejs\d+-debian\d+:nonroot$/.test(image);
}

function dockerfile({ build }: Service): string {
  return readFileSync(path.join(build?.context ?? '', build?.dockerfile ?? ''), 'utf8');
}
