/** The exit codes with a meaning that holds for most programs. */
export const EXIT_CODES = [0, 1, 2, 125, 126, 127, 128, 130, 134, 137, 139, 143] as const;
export type ExitCode = (typeof EXIT_CODES)[number];

/** The signals that end containers, by the number that an exit code above 128 adds. */
const SIGNALS: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

/** A signal's name on Linux, as `SIGKILL` for 9; undefined for a number without a known one. */
export const signalName = (signal: number): string | undefined => SIGNALS[signal];

/**
 * What an exit code means, without a full stop; undefined if it has no general one. The kubelet reports 137 of a
 * container that it knows nothing of (ContainerStatusUnknown): there it means nothing.
 */
export function exitCodeText(
  code: string,
  reason: string,
  { exitCodes }: { exitCodes: Record<ExitCode, string> }
): string | undefined {
  const known = EXIT_CODES.find((one) => String(one) === code);
  return known === undefined || reason === 'ContainerStatusUnknown' ? undefined : exitCodes[known];
}
