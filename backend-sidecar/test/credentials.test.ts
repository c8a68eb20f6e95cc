import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { fromFiles } from '../src/delivery/loki/from-files.ts';
import { Credentials } from '../src/kubernetes/credentials.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'credentials-'));
});
afterEach(() => {
  mock.timers.reset();
  rmSync(folder, { recursive: true });
});

const SERVER = 'https://example.test:6443';

function kubeconfig(file: string, user: object): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const config = {
    clusters: [{ name: 'c', cluster: { server: SERVER } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

describe("the API server's credentials", () => {
  const withTokenFile = (token: string): Credentials =>
    new Credentials({
      kubeconfig: kubeconfig(path.join(folder, 'config'), {
        'auth-provider': { name: 'tokenFile', config: { tokenFile: token } },
      }),
    });
  const authorization = async (credentials: Credentials): Promise<string | undefined> =>
    (await credentials.connection()).headers.authorization;

  it('are kept while the token file cannot be read, and read again once it can', async () => {
    mock.timers.enable({ apis: ['Date'], now: 0 });
    const token = path.join(folder, 'token');
    writeFileSync(token, 'first');
    const credentials = withTokenFile(token);
    assert.equal(await authorization(credentials), 'Bearer first');
    rmSync(token);
    // The token file is read again each minute.
    mock.timers.tick(61_000);
    assert.equal(await authorization(credentials), 'Bearer first');
    writeFileSync(token, '');
    assert.equal(await authorization(credentials), 'Bearer first');
    writeFileSync(token, 'second');
    mock.timers.tick(61_000);
    assert.equal(await authorization(credentials), 'Bearer second');
  });

  it("are read from a kubeconfig's tokenFile, which takes precedence over its token, and read again", async () => {
    mock.timers.enable({ apis: ['Date'], now: 0 });
    const kubeconfigFile = kubeconfig(path.join(folder, 'config'), { tokenFile: 'secrets/token', token: 'inline' });
    mkdirSync(path.join(folder, 'secrets'));
    const token = path.join(folder, 'secrets/token');
    writeFileSync(token, 'first\n');
    const credentials = new Credentials({ kubeconfig: kubeconfigFile });
    assert.equal(await authorization(credentials), 'Bearer first');
    writeFileSync(token, 'second');
    mock.timers.tick(61_000);
    assert.equal(await authorization(credentials), 'Bearer second');
  });

  it('are read from the tokenFile of the second file that KUBECONFIG names', async () => {
    const { KUBECONFIG } = process.env;
    const others = path.join(folder, 'others');
    writeFileSync(others, JSON.stringify({ users: [{ name: 'other', user: { tokenFile: 'none' } }] }));
    const token = path.join(folder, 'token');
    writeFileSync(token, 'from a file');
    process.env.KUBECONFIG = [others, kubeconfig(path.join(folder, 'config'), { tokenFile: token })].join(
      path.delimiter
    );
    try {
      assert.equal(await authorization(new Credentials()), 'Bearer from a file');
    } finally {
      if (KUBECONFIG === undefined) {
        delete process.env.KUBECONFIG;
      } else {
        process.env.KUBECONFIG = KUBECONFIG;
      }
    }
  });

  it('are an error if the token file is empty from the start', async () => {
    const token = path.join(folder, 'token');
    for (const empty of ['', '\n']) {
      writeFileSync(token, empty);
      await assert.rejects(authorization(withTokenFile(token)), /the token file .*token is empty/);
    }
  });

  it('are kept while the client certificate cannot be read', async () => {
    const files = { 'client-certificate': path.join(folder, 'crt'), 'client-key': path.join(folder, 'key') };
    Object.values(files).forEach((file) => writeFileSync(file, 'pem'));
    const credentials = new Credentials({
      kubeconfig: kubeconfig(path.join(folder, 'config'), { ...files, username: 'me', password: 'secret' }),
    });
    const before = await authorization(credentials);
    rmSync(files['client-certificate']);
    assert.equal(await authorization(credentials), before);
  });

  it('are kept if the kubeconfig is missing when they are read again', async () => {
    const { HOME, KUBECONFIG } = process.env;
    delete process.env.KUBECONFIG;
    process.env.HOME = folder;
    try {
      const file = kubeconfig(path.join(folder, '.kube/config'), { token: 'first' });
      const credentials = new Credentials();
      rmSync(file);
      credentials.reload();
      assert.deepEqual([credentials.server, await authorization(credentials)], [SERVER, 'Bearer first']);
      kubeconfig(file, { token: 'second' });
      credentials.reload();
      assert.equal(await authorization(credentials), 'Bearer second');
      rmSync(file);
      assert.throws(() => new Credentials(), /found no kubeconfig and no service account/);
    } finally {
      Object.assign(process.env, { HOME, ...(KUBECONFIG !== undefined && { KUBECONFIG }) });
    }
  });
});

describe('a value from files', () => {
  it('is read again after a read that failed, although the file has not changed since', () => {
    const file = path.join(folder, 'secret');
    writeFileSync(file, 'secret');
    let reads = 0;
    const value = fromFiles([file], () => {
      if (++reads === 1) {
        throw new Error('EMFILE: too many open files');
      }
      return 'secret';
    });
    assert.throws(value, /EMFILE/);
    assert.equal(value(), 'secret');
    assert.equal(value(), 'secret');
    assert.equal(reads, 2);
  });

  it('is kept while a changed file cannot be read', () => {
    const file = path.join(folder, 'secret');
    writeFileSync(file, 'first');
    let isBroken = false;
    let content = 'first';
    const value = fromFiles([file], () => {
      assert.ok(!isBroken, 'EIO: i/o error');
      return content;
    });
    assert.equal(value(), 'first');
    isBroken = true;
    content = 'the second';
    writeFileSync(file, content);
    assert.equal(value(), 'first');
    rmSync(file);
    assert.equal(value(), 'first');
    writeFileSync(file, content);
    isBroken = false;
    assert.equal(value(), 'the second');
  });
});
