/** What processes cost, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ: 100 on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

export interface Usage {
  cpuMs: number;
  rssMiB: number;
  /** The sum of each process' own peak. */
  peakMiB: number;
}

/** What a process and all below it use; zeros for one that is gone. */
export function usageOf(pid: number): Usage {
  return familyOf(pid)
    .map(usageOfOne)
    .reduce(
      (sum, one) => ({
        cpuMs: sum.cpuMs + one.cpuMs,
        rssMiB: sum.rssMiB + one.rssMiB,
        peakMiB: sum.peakMiB + one.peakMiB,
      }),
      { cpuMs: 0, rssMiB: 0, peakMiB: 0 }
    );
}

function usageOfOne(pid: number): Usage {
  try {
    const cpuMs = cpuMsFrom(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return { cpuMs, ...memoryFrom(readFileSync(`/proc/${pid}/status`, 'utf8')) };
  } catch {
    return { cpuMs: 0, rssMiB: 0, peakMiB: 0 };
  }
}

/** User and system time of a line of /proc/PID/stat, and that of children that ended, in milliseconds. */
export function cpuMsFrom(stat: string): number {
  // The name, in parentheses, may hold anything; utime is the 12th field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return (ticks / TICKS_A_SECOND) * 1000;
}

/** From /proc/PID/status. */
export function memoryFrom(status: string): Pick<Usage, 'rssMiB' | 'peakMiB'> {
  const mib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { rssMiB: mib('VmRSS'), peakMiB: mib('VmHWM') };
}

function familyOf(pid: number): number[] {
  const family = [pid];
  for (const parent of family) {
    family.push(...childrenOf(parent));
  }
  return family;
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    );
  } catch {
    return [];
  }
}
