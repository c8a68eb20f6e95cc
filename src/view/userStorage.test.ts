import { config, getBackendSrv } from '@grafana/runtime';
import { from } from 'rxjs';
import { changeKept, readKept } from './userStorage';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), getBackendSrv: jest.fn() }));

const NAME = 'lokievents-kubernetes-app:ann';

interface Request {
  url: string;
  method: string;
  data?: { metadata: { resourceVersion?: string }; spec: { data: Record<string, string | null> } };
}

/** Grafana's storage, which refuses some methods with these statuses, and what it has. */
function grafana(refused: Record<string, number> = {}, data?: Record<string, string>) {
  const storage = { data, version: 1, onWrite: () => undefined as void };
  const act = async ({ url, method, data: sent }: Request): Promise<unknown> => {
    const status = refused[method] ?? (method !== 'POST' && !storage.data ? 404 : 0);
    if (status) {
      throw { status, data: { message: `refused ${method}` } };
    }
    if (method === 'GET') {
      expect(url).toMatch(new RegExp(`/user-storage/${NAME}$`));
      return { metadata: { resourceVersion: String(storage.version) }, spec: { data: storage.data } };
    }
    storage.onWrite();
    if (
      (method === 'POST') === Boolean(storage.data) ||
      (sent?.metadata.resourceVersion ?? '1') !== String(storage.version)
    ) {
      throw { status: 409 };
    }
    const next = Object.entries({ ...storage.data, ...sent?.spec.data }).filter(([, text]) => text !== null);
    storage.data = Object.fromEntries(next) as Record<string, string>;
    storage.version += 1;
    return {};
  };
  const fetch = (request: Request) => from(act(request).then((answer) => ({ data: answer })));
  jest.mocked(getBackendSrv).mockReturnValue({ fetch } as never);
  return storage;
}

describe('what is kept for a person', () => {
  beforeEach(() => {
    localStorage.clear();
    Object.assign(config.bootData.user, { isSignedIn: true, uid: 'ann' });
  });

  it('is kept by Grafana, text by text', async () => {
    const storage = grafana();
    expect(await readKept()).toEqual({ texts: {}, by: 'grafana' });
    expect(await changeKept(() => ({ a: '1', b: '2' }))).toEqual({ texts: { a: '1', b: '2' }, by: 'grafana' });
    expect(await changeKept(() => ({ a: null, c: '3' }))).toEqual({ texts: { b: '2', c: '3' }, by: 'grafana' });
    expect(storage.data).toEqual({ b: '2', c: '3' });
    expect(localStorage).toHaveLength(0);
  });

  it.each([
    ['that exists', { list: 'a' }, 'a,c,b'],
    ['that the other creates', undefined, ',c,b'],
  ])('has what two tabs save at once, in a storage %s', async (_, data, expected) => {
    const storage = grafana({}, data);
    let isFirst = true;
    storage.onWrite = () => {
      if (isFirst) {
        isFirst = false;
        storage.data = { list: `${storage.data?.list ?? ''},c` };
        storage.version += 1;
      }
    };
    await changeKept(({ list = '' }) => ({ list: `${list},b` }));
    expect(storage.data?.list).toBe(expected);
  });

  it('stays as it is if another tab has always been faster', async () => {
    const storage = grafana({}, { a: '1' });
    storage.onWrite = () => void (storage.version += 1);
    await expect(changeKept(() => ({ a: '2' }))).rejects.toMatchObject({ status: 409 });
    expect(storage.data).toEqual({ a: '1' });
  });

  it.each([403, 500, 413])('stays as it is if Grafana refuses a change with %p', async (status) => {
    const storage = grafana({ PATCH: status }, { a: '1' });
    await expect(changeKept(() => ({ a: '2' }))).rejects.toMatchObject({ status });
    expect(storage.data).toEqual({ a: '1' });
    expect(localStorage).toHaveLength(0);
  });

  it('is not known if Grafana fails', async () => {
    grafana({ GET: 500 });
    await expect(readKept()).rejects.toMatchObject({ status: 500 });
    await expect(changeKept(() => ({ a: '1' }))).rejects.toMatchObject({ status: 500 });
  });

  it.each([403, 404])('is in the browser while Grafana answers %p, and moves to Grafana after that', async (status) => {
    grafana({ GET: status, POST: status });
    expect(await changeKept(() => ({ a: '1' }))).toEqual({ texts: { a: '1' }, by: 'browser' });
    expect(await changeKept(() => ({ b: '2' }))).toEqual({ texts: { a: '1', b: '2' }, by: 'browser' });
    expect(await readKept()).toEqual({ texts: { a: '1', b: '2' }, by: 'browser' });
    const storage = grafana();
    expect(await changeKept(() => ({ b: null }))).toEqual({ texts: { a: '1' }, by: 'grafana' });
    expect(storage.data).toEqual({ a: '1' });
    expect(localStorage).toHaveLength(0);
  });

  it('is in the browser if nobody is signed in, where usePluginUserStorage keeps it', async () => {
    grafana({ GET: 500, POST: 500 });
    Object.assign(config.bootData.user, { isSignedIn: false, uid: '', id: 0 });
    localStorage.setItem('lokievents-kubernetes-app:0:mutes', '[]');
    localStorage.setItem('another', 'x');
    expect(await readKept()).toEqual({ texts: { mutes: '[]' }, by: 'browser' });
    expect(await changeKept(() => ({ mutes: null, a: '1' }))).toEqual({ texts: { a: '1' }, by: 'browser' });
    expect(Object.keys(localStorage).sort()).toEqual(['another', 'lokievents-kubernetes-app:0:a']);
  });

  it('is not changed if the change cannot be made', async () => {
    const storage = grafana({}, { a: '1' });
    await expect(
      changeKept(() => {
        throw new Error('gone');
      })
    ).rejects.toThrow('gone');
    expect(storage.version).toBe(1);
  });
});
