import { loadPart } from './loadPart';

const missing = (request: string) =>
  Object.assign(new Error(`Loading ${request} failed`), { name: 'ChunkLoadError', request });

describe('a part of the app', () => {
  const reload = jest.fn();
  beforeEach(() => {
    sessionStorage.clear();
    reload.mockClear();
  });

  /** Resolves or rejects as the part does; undefined while it does neither. */
  const outcome = (part: Promise<unknown>) => Promise.race([part, new Promise((resolve) => setTimeout(resolve))]);

  it('is what was loaded', async () => {
    await expect(loadPart(() => Promise.resolve('page'), reload)).resolves.toBe('page');
    expect(reload).not.toHaveBeenCalled();
  });

  it('reloads the page once if it is missing, then says so', async () => {
    const load = () => Promise.reject(missing('/12.js'));
    await expect(outcome(loadPart(load, reload))).resolves.toBeUndefined();
    expect(reload).toHaveBeenCalledTimes(1);
    await expect(loadPart(load, reload)).rejects.toThrow('Loading /12.js failed');
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('reloads the page again for another part', async () => {
    await outcome(loadPart(() => Promise.reject(missing('/12.js')), reload));
    await outcome(loadPart(() => Promise.reject(missing('/13.js')), reload));
    expect(reload).toHaveBeenCalledTimes(2);
  });

  it('does not reload the page for an error of its own', async () => {
    await expect(loadPart(() => Promise.reject(new Error('broken')), reload)).rejects.toThrow('broken');
    expect(reload).not.toHaveBeenCalled();
  });

  it('does not reload the page if the browser keeps nothing', async () => {
    const kept = jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('denied');
    });
    await expect(loadPart(() => Promise.reject(missing('/12.js')), reload)).rejects.toThrow('/12.js');
    expect(reload).not.toHaveBeenCalled();
    kept.mockRestore();
  });
});
