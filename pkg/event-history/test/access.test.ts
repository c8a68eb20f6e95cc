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

describe('the settings', () => {
  it("are the flags' before the environment's", () => {
    const env = { LOKI_ADDR: 'http://env', LOKI_ORG_ID: 'env', LOKI_PASSWORD: 'p', LOKI_TLS_SKIP_VERIFY: 'true' };
    assert.deepEqual(layered({ loki: 'http://flag' }, settingsFromEnvironment(env)), {
      loki: 'http://flag',
      orgId: 'env',
      password: 'p',
      tlsSkipVerify: true,
    });
  });

  it('do not mix two ways of one layer with those of another', () => {
    assert.deepEqual(layered({ grafana: 'http://g' }, { loki: 'http://l', cluster: 'c' }), {
      grafana: 'http://g',
      cluster: 'c',
    });
    assert.deepEqual(layered({ bearerToken: 't' }, { username: 'u', password: 'p' }), {
      bearerToken: 't',
      password: 'p',
    });
  });

  it("are the context's in the file before those for all, its paths relative to it", async () => {
    const file = write(
      'config.yaml',
      'loki: http://all\ncluster: all\nbearerTokenFile: token\ncontexts:\n  eu: {cluster: eu}\n'
    );
    assert.deepEqual(layered(...(await settingsFromFile(file, 'eu', {}))), {
      cluster: 'eu',
      loki: 'http://all',
      bearerTokenFile: path.join(folder, 'token'),
    });
    assert.deepEqual(layered(...(await settingsFromFile(undefined, 'us', { KUBECTL_EVENT_HISTORY_CONFIG: file }))), {
      cluster: 'all',
      loki: 'http://all',
      bearerTokenFile: path.join(folder, 'token'),
    });
  });

  it('are none where there is no file', async () => {
    assert.deepEqual(await settingsFromFile(undefined, '', { XDG_CONFIG_HOME: folder + '/none' }), []);
  });

  const faults: Array<[string, RegExp]> = [
    ['lokki: x', /: lokki is no setting: there are loki, /],
    ['loki: 5', /: loki must be a text$/],
    ['contexts: {eu: {tlsSkipVerify: maybe}}', /: contexts\.eu\.tlsSkipVerify must be true or false$/],
    ['- a', /must hold settings/],
    ['a: [', /broken\.yaml: /],
  ];
  for (const [text, message] of faults) {
    it(`are refused where the file says ${text}`, async () => {
      const file = write('broken.yaml', text);
      await assert.rejects(settingsFromFile(file, 'eu', {}), { message });
    });
  }
});

describe('the access to Loki', () => {
  it('has credentials in a header, and nowhere else', async () => {
    const loki = await openLoki({ loki: 'http://me:s3cret@loki:3100/', orgId: 'team' });
    assert.equal(loki.access.url, 'http://loki:3100');
    assert.deepEqual(loki.access.headers, {
      'x-scope-orgid': 'team',
      authorization: `Basic ${Buffer.from('me:s3cret').toString('base64')}`,
    });
    await loki.close();
  });

  it('takes a secret from a file', async () => {
    const bearerTokenFile = write('token', 'tok\n');
    const loki = await openLoki({ loki: 'http://loki:3100', bearerTokenFile, header: ['X-A: b:c'] });
    assert.deepEqual(loki.access.headers, { 'x-a': 'b:c', authorization: 'Bearer tok' });
    await loki.close();
  });

  const faults: Array<[object, RegExp]> = [
    [{}, /^where is Loki\?/],
    [{ loki: 'htp://loki' }, /^loki: "htp:\/\/loki" is not an http\(s\) URL/],
    [{ loki: 'me:s3cret@loki' }, /^loki: "…@loki" is not an http/],
    [{ loki: 'x://me:s3cret@loki' }, /^loki: "x:\/\/…@loki" is not an http/],
    [{ loki: 'http://l', passwordFile: '/nowhere/p', username: 'u' }, /^cannot read \/nowhere\/p: ENOENT/],
    [{ loki: 'http://l', header: ['s3cret'] }, /^--header takes NAME:VALUE/],
  ];
  for (const [settings, message] of faults) {
    it(`is refused for ${JSON.stringify(settings)}, without telling secrets`, async () => {
      await assert.rejects(openLoki(settings), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      });
    });
  }
});

describe("Grafana's data source", () => {
  const loki = { uid: 'l1', name: 'Loki', type: 'loki' };
  const grafana = (answers: Record<string, unknown>) => ({
    get: async (asked: string) =>
      answers[asked] ?? Promise.reject(new LokiFailure('grafana', answers.status === 403 ? 403 : 404, 'no')),
  });

  it('is the only one of Loki, or the default one', async () => {
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

  it('is found by UID or name', async () => {
    const path = '/api/datasources/proxy/uid/l1';
    assert.equal(await dataSourcePath(grafana({ '/api/datasources/uid/l1': loki }), 'l1'), path);
    assert.equal(await dataSourcePath(grafana({ '/api/datasources/name/Loki': loki }), 'Loki'), path);
  });

  it('is taken at its word where one may not look it up', async () => {
    assert.equal(await dataSourcePath(grafana({ status: 403 }), 'x'), '/api/datasources/proxy/uid/x');
  });

  it('is refused where it is not told which, or is none of Loki', async () => {
    const two = grafana({ '/api/datasources': [loki, { ...loki, uid: 'l2' }] });
    await assert.rejects(dataSourcePath(two, undefined), { message: /several.*Loki \(l1\), Loki \(l2\)/ });
    await assert.rejects(dataSourcePath(grafana({ '/api/datasources': [] }), undefined), { message: /no Loki/ });
    await assert.rejects(dataSourcePath(grafana({}), 'x'), { message: /no data source with the UID or name "x"/ });
    const prometheus = grafana({ '/api/datasources/uid/p': { ...loki, type: 'prometheus' } });
    await assert.rejects(dataSourcePath(prometheus, 'p'), { message: /of the type prometheus/ });
  });
});

describe('the namespace', () => {
  it("is that of kubectl's current context, the first file that says it", async () => {
    const one = write('one', 'current-context: b\ncontexts: []\n');
    const two = write(
      'two',
      'current-context: a\ncontexts:\n- {name: a, context: {namespace: na}}\n- {name: b, context: {namespace: nb}}\n'
    );
    const env = { KUBECONFIG: `${one}${path.delimiter}${two}${path.delimiter}/nowhere` };
    assert.deepEqual(await currentContext({}, env), { name: 'b', namespace: 'nb' });
    assert.deepEqual(await currentContext({ context: 'a' }, env), { name: 'a', namespace: 'na' });
    assert.deepEqual(await currentContext({ kubeconfig: two }, env), { name: 'a', namespace: 'na' });
    await assert.rejects(currentContext({ context: 'c' }, env), { message: 'context "c" does not exist' });
  });

  it('is "default" where nothing says another', async () => {
    const file = write('three', 'current-context: a\ncontexts:\n- {name: a, context: {cluster: c}}\n');
    assert.equal((await currentContext({}, { KUBECONFIG: file })).namespace, 'default');
    assert.equal((await currentContext({}, { KUBECONFIG: '/nowhere' })).namespace, 'default');
    assert.equal((await currentContext({}, { KUBECONFIG: '/nowhere', POD_NAMESPACE: 'pod' })).namespace, 'pod');
  });
});
