import { readdirSync, readFileSync } from 'node:fs';

/** The processes that were started with the given `NAME=value` in their environment; none where there is no /proc. */
export function processesWith(variable: string): Array<{ pid: number; command: string }> {
  return readdirSync('/proc', { withFileTypes: true })
    .map(({ name }) => Number(name))
    .filter((pid) => pid > 0 && pid !== process.pid && read(pid, 'environ').includes(variable))
    .map((pid) => ({ pid, command: read(pid, 'cmdline').join(' ') }));
}

function read(pid: number, file: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
}
