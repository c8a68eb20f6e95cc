import { globSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { binaryOf } from '../../stack/src/build.ts';
import { freePort } from '../../stack/src/ports.ts';
import { type Bed } from '../collector/harness.ts';

const KEY = 'loki';

/** An S3 server on the loopback interface (versitygw), which checks keys, signatures and the region. */
export class S3 {
  readonly #bed: Bed;
  readonly #port: number;
  readonly #region: string;
  readonly #folder: string;

  private constructor(bed: Bed, port: number, region: string) {
    this.#bed = bed;
    this.#port = port;
    this.#region = region;
    this.#folder = path.join(bed.folder, 's3');
  }

  /** Starts it among the processes of a bed, which ends it. */
  static async start(bed: Bed, { region, bucket }: { region: string; bucket: string }): Promise<S3> {
    const s3 = new S3(bed, await freePort(), region);
    mkdirSync(path.join(s3.#folder, 'buckets', bucket), { recursive: true });
    mkdirSync(path.join(s3.#folder, 'metadata'));
    await s3.resume();
    return s3;
  }

  /** Starts it again after it was killed. */
  async resume(): Promise<void> {
    const listen = ['--quiet', '--region', this.#region, '--port', `127.0.0.1:${this.#port}`, '--health', '/health'];
    // Objects as files, what S3 knows of them as files beside them: not every file system has extended attributes.
    const store = ['posix', '--sidecar', path.join(this.#folder, 'metadata'), path.join(this.#folder, 'buckets')];
    const env = { ROOT_ACCESS_KEY_ID: KEY, ROOT_SECRET_ACCESS_KEY: S3.keys.AWS_SECRET_ACCESS_KEY };
    const readyUrl = `${this.url}/health`;
    await this.#bed.stack.startProcess({
      name: 's3',
      command: binaryOf('versitygw'),
      args: [...listen, ...store],
      env,
      readyUrl,
    });
  }

  async kill(): Promise<void> {
    await this.#bed.stack.signal('s3', 'SIGKILL');
  }

  /** What a client has in its environment. */
  static readonly keys = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'secret-of-loki' };

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The keys of the objects in a bucket that begin so. */
  objects(bucket: string, prefix: string): string[] {
    const folder = path.join(this.#folder, 'buckets', bucket);
    return globSync(`${prefix}/**/*`, { cwd: folder, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  }
}
