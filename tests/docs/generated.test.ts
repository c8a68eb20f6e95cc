import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { merge, place } from '../../backend-sidecar/src/config/environment.ts';
import { CONFIG } from '../../backend-sidecar/src/config/schema.ts';
import { generated } from '../../tools/generate/generated.ts';
import { settings } from '../../tools/generate/settings.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the checked-in file is what `npm run generate` writes:', async () => {
  for (const [file, text] of await generated()) {
    it(path.relative(ROOT, file), () => {
      assert.equal(readFileSync(file, 'utf8'), text, 'stale: run `npm run generate`');
    });
  }
});

it('each example in docs/configure.md can be used', () => {
  const needed: Record<string, unknown> = {
    'receivers.loki.tenants': { receivers: { loki: { tenant: 'platform' } } },
    'receivers.loki.tls.certFile': { receivers: { loki: { tls: { keyFile: '/key' } } } },
    'receivers.loki.tls.keyFile': { receivers: { loki: { tls: { certFile: '/cert' } } } },
  };
  const all = settings();
  assert.ok(all.length > 40);
  for (const { path: setting, example } of all) {
    const document = { receivers: { loki: { url: 'http://loki:3100' } } };
    place(document, setting, example);
    const result = CONFIG.safeParse(merge(document, needed[setting.join('.')]));
    assert.ok(result.success, `${setting.join('.')}: ${JSON.stringify(example)}: ${String(result.error)}`);
  }
});

it('the changelog begins with the version', () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const changelog = readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8');
  assert.equal(/^## (\S+)/m.exec(changelog)?.[1], version);
});
