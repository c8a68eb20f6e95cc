import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { StackError } from '../errors.ts';

const OCI = 'application/vnd.oci.image';
const MANIFEST = `${OCI}.manifest.v1+json`;
const FOLDERS = ['bin', 'etc', 'root', 'srv'];

export interface Blob {
  mediaType: string;
  content: Buffer;
}

/** An image as a registry serves it: the digest of its manifest, and everything by digest. */
export interface Image {
  manifest: string;
  blobs: ReadonlyMap<string, Blob>;
}

/**
 * An image of busybox, with a command for each of its parts; without a command of its own, it sleeps.
 *
 * @param folder a folder for its files, which is made again
 */
export function busyboxImage(busybox: string, folder: string): Image {
  const blobs = new Map<string, Blob>();
  const add = (mediaType: string, content: Buffer): { mediaType: string; digest: string; size: number } => {
    const digest = digestOf(content);
    blobs.set(digest, { mediaType, content });
    return { mediaType, digest, size: content.length };
  };
  const addJson = (mediaType: string, content: object) => add(mediaType, Buffer.from(JSON.stringify(content)));
  const files = archive(busybox, folder);
  const config = addJson(`${OCI}.config.v1+json`, {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Env: ['PATH=/bin'], Cmd: ['sleep', 'inf'] },
    rootfs: { type: 'layers', diff_ids: [digestOf(files)] },
  });
  const layers = [add(`${OCI}.layer.v1.tar+gzip`, gzipSync(files))];
  return { manifest: addJson(MANIFEST, { schemaVersion: 2, mediaType: MANIFEST, config, layers }).digest, blobs };
}

const digestOf = (content: Buffer): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** The same files give the same bytes. */
function archive(busybox: string, folder: string): Buffer {
  const content = readFileSync(busybox);
  if (content.includes('/ld-linux')) {
    throw new StackError(`${busybox} needs libraries that its image has not: apt-get install busybox-static`);
  }
  rmSync(folder, { recursive: true, force: true });
  FOLDERS.forEach((name) => mkdirSync(path.join(folder, name), { recursive: true }));
  mkdirSync(path.join(folder, 'tmp'), { mode: 0o777 });
  copyFileSync(busybox, path.join(folder, 'bin/busybox'));
  linkApplets(busybox, path.join(folder, 'bin'));
  writeFileSync(path.join(folder, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/tmp:/bin/sh\n');
  const order = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  return execFileSync('tar', ['--create', ...order, `--directory=${folder}`, '.'], { maxBuffer: Infinity });
}

/** Makes a command of each part of busybox, in the folder that has it. */
export function linkApplets(busybox: string, folder: string): void {
  for (const applet of execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (applet !== 'busybox') {
      symlinkSync('busybox', path.join(folder, applet));
    }
  }
}
