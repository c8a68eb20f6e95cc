import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openLoki } from '../src/access/access.ts';
import { settingsFromFile } from '../src/access/config-file.ts';
import { dataSourcePath } from '../src/access/grafana.ts';
import { currentContext } from '../src/access/namespace.ts';
import { layered, settingsFromEnvironment } from '../src/access/settings.ts';
import { LokiFailure } from '../src/loki/failure.ts';

let folder: string;
before(() => (folder = mkdtempSync(path.join(tmpdir(), 'event-history-'))));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('settings', () => {
  it('come from flags before the environment', () => {
    const env = { LOKI_ADDR: 'http://env', LOKI_ORG_ID: 'env', LOKI_PASSWORD: 'p', LOKI_TLS_SKIP_VERIFY: 'true' };
    assert.deepEqual(layered({ loki: 'http://flag' }, settingsFromEnvironment(env)), {
      loki: 'http://flag',
      orgId: 'env',
      password: 'p',
      tlsSkipVerify: true,
    });
  });

  it('of a stronger layer override those that they exclude in a weaker one', () => {
    assert.deepEqual(layered({ grafana: 'http://g' }, { loki: 'http://l', cluster: 'c' }), {
      grafana: 'http://g',
      cluster: 'c',
    });
    assert.deepEqual(layered({ bearerToken: 't' }, { username: 'u', password: 'p' }), {
      bearerToken: 't',
      password: 'p',
    });
  });

  it('come from the context in the file before its general part, with paths relative to the file', () => {
    const file = write(
      'config.yaml',
      'loki: http://all\ncluster: all\nbearerTokenFile: token\ncontexts:\n  eu: {cluster: eu}\n'
    );
    assert.deepEqual(layered(...settingsFromFile(file, 'eu', {})), {
      cluster: 'eu',
      loki: 'http://all',
      bearerTokenFile: path.join(folder, 'token'),
    });
    assert.deepEqual(layered(...settingsFromFile(undefined, 'us', { KUBECTL_EVENT_HISTORY_CONFIG: file })), {
      cluster: 'all',
      loki: 'http://all',
      bearerTokenFile: path.join(folder, 'token'),
    });
  });

  it('are empty without a configuration file', () => {
    assert.deepEqual(settingsFromFile(undefined, '', { XDG_CONFIG_HOME: folder + '/none' }), []);
  });

  const faults: Array<[string, RegExp]> = [
    ['lokki: x', /: lokki is not a setting: use one of loki, /],
    ['loki: 5', /: loki must be a string$/],
    ['contexts: {eu: {tlsSkipVerify: maybe}}', /: contexts\.eu\.tlsSkipVerify must be true or false$/],
    ['- a', /must hold settings/],
    ['a: [', /broken\.yaml: /],
  ];
  for (const [text, message] of faults) {
    it(`are refused if the file has ${text}`, () => {
      const file = write('broken.yaml', text);
      assert.throws(() => settingsFromFile(file, 'eu', {}), { message });
    });
  }
});

describe('openLoki', () => {
  it('moves credentials from the address to a header', async () => {
    const loki = await openLoki({ loki: 'http://me:s3cret@loki:3100/', orgId: 'team' });
    assert.equal(loki.access.url, 'http://loki:3100');
    assert.deepEqual(loki.access.headers, {
      'x-scope-orgid': 'team',
      authorization: `Basic ${Buffer.from('me:s3cret').toString('base64')}`,
    });
    await loki.close();
  });

  it('reads a secret from a file', async () => {
    const bearerTokenFile = write('token', 'tok\n');
    const loki = await openLoki({ loki: 'http://loki:3100', bearerTokenFile, header: ['X-A: b:c'] });
    assert.deepEqual(loki.access.headers, { 'x-a': 'b:c', authorization: 'Bearer tok' });
    await loki.close();
  });

  const faults: Array<[object, RegExp]> = [
    [{}, /^no address of Loki: set --loki/],
    [{ loki: 'htp://loki' }, /^loki: "htp:\/\/loki" is not an http\(s\) URL/],
    [{ loki: 'me:s3cret@loki' }, /^loki: "…@loki" is not an http/],
    [{ loki: 'x://me:s3cret@loki' }, /^loki: "x:\/\/…@loki" is not an http/],
    [{ loki: 'http://l', passwordFile: '/nowhere/p', username: 'u' }, /^cannot read \/nowhere\/p: ENOENT/],
    [{ loki: 'http://l', header: ['s3cret'] }, /^--header: a header has no colon: write NAME:VALUE/],
  ];
  for (const [settings, message] of faults) {
    it(`refuses ${JSON.stringify(settings)} without showing secrets`, async () => {
      await assert.rejects(openLoki(settings), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      });
    });
  }
});

describe('dataSourcePath', () => {
  const loki = { uid: 'l1', name: 'Loki', type: 'loki' };
  const grafana = (answers: Record<string, unknown>) => ({
    get: async (asked: string) =>
      answers[asked] ?? Promise.reject(new LokiFailure('grafana', answers.status === 403 ? 403 : 404, 'no')),
  });

  it('is that of the only Loki data source, or of the default one', async () => {
    const other = { uid: 'p', name: 'P', type: 'prometheus', isDefault: true };
    assert.equal(
      await dataSourcePath(grafana({ '/api/datasources': [other, loki] }), undefined),
      '/api/datasources/proxy/uid/l1'
    );
    const second = { ...loki, uid: 'l2', isDefault: true };
    assert.equal(
      await dataSourcePath(grafana({ '/api/datasources': [loki, second] }), undefined),
      '/api/datasources/proxy/uid/l2'
    );
  });

  it('finds a data source by UID or name', async () => {
    const path = '/api/datasources/proxy/uid/l1';
    assert.equal(await dataSourcePath(grafana({ '/api/datasources/uid/l1': loki }), 'l1'), path);
    assert.equal(await dataSourcePath(grafana({ '/api/datasources/name/Loki': loki }), 'Loki'), path);
  });

  it('takes the text for a UID if looking it up is forbidden', async () => {
    assert.equal(await dataSourcePath(grafana({ status: 403 }), 'x'), '/api/datasources/proxy/uid/x');
  });

  it('refuses an ambiguous, a missing and a foreign data source', async () => {
    const two = grafana({ '/api/datasources': [loki, { ...loki, uid: 'l2' }] });
    await assert.rejects(dataSourcePath(two, undefined), { message: /several.*Loki \(l1\), Loki \(l2\)/ });
    await assert.rejects(dataSourcePath(grafana({ '/api/datasources': [] }), undefined), { message: /no Loki/ });
    await assert.rejects(dataSourcePath(grafana({}), 'x'), { message: /no data source with the UID or name "x"/ });
    const prometheus = grafana({ '/api/datasources/uid/p': { ...loki, type: 'prometheus' } });
    await assert.rejects(dataSourcePath(prometheus, 'p'), {
      message: /^--datasource: Loki is of type prometheus, not loki$/,
    });
  });
});

describe('currentContext', () => {
  it('has the namespace of the first kubeconfig file that sets it', () => {
    const one = write('one', 'current-context: b\ncontexts: []\n');
    const two = write(
      'two',
      'current-context: a\ncontexts:\n- {name: a, context: {namespace: na}}\n- {name: b, context: {namespace: nb}}\n'
    );
    const env = { KUBECONFIG: `${one}${path.delimiter}${two}${path.delimiter}/nowhere` };
    assert.deepEqual(currentContext({}, env), { name: 'b', namespace: 'nb' });
    assert.deepEqual(currentContext({ context: 'a' }, env), { name: 'a', namespace: 'na' });
    assert.deepEqual(currentContext({ kubeconfig: two }, env), { name: 'a', namespace: 'na' });
    assert.throws(() => currentContext({ context: 'c' }, env), { message: 'context "c" does not exist' });
  });

  it('has the namespace "default" if nothing sets another', () => {
    const file = write('three', 'current-context: a\ncontexts:\n- {name: a, context: {cluster: c}}\n');
    assert.equal(currentContext({}, { KUBECONFIG: file }).namespace, 'default');
    assert.equal(currentContext({}, { KUBECONFIG: '/nowhere' }).namespace, 'default');
    assert.equal(currentContext({}, { KUBECONFIG: '/nowhere', POD_NAMESPACE: 'pod' }).namespace, 'pod');
  });
});
