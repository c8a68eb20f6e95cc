import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Tool } from './tools.ts';

/** A server that is on this machine already. */
export interface Found {
  file: string;
  /** Empty if the file does not say. */
  version: string;
  /** The environment variable that names its folder. */
  by: 'KUBEBUILDER_ASSETS' | 'PATH';
  fits: boolean;
}

const VERSION_TIMEOUT_MS = 10_000;

/**
 * The first file of the tool's name, as a shell would find it: KUBEBUILDER_ASSETS, which controller-runtime's envtest
 * uses, comes before PATH. Undefined if there is none, or if none would do for this tool.
 */
export function findTool({ name, existing }: Pick<Tool, 'name' | 'existing'>): Found | undefined {
  if (!existing) {
    return undefined;
  }
  for (const by of ['KUBEBUILDER_ASSETS', 'PATH'] as const) {
    for (const folder of (process.env[by] ?? '').split(path.delimiter).filter(Boolean)) {
      const file = path.join(folder, name);
      if (isExecutable(file)) {
        const version = versionOf(file, existing.versionArgs);
        return { file, version, by, fits: existing.fits.test(version) };
      }
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(file: string, args: readonly string[]): string {
  try {
    const output = execFileSync(file, args, { encoding: 'utf8', stdio: 'pipe', timeout: VERSION_TIMEOUT_MS });
    return /\bv?(\d+\.\d+\.\d+)\b/.exec(output)?.[1] ?? '';
  } catch {
    return '';
  }
}
