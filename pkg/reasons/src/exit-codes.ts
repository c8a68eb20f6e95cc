/** The exit codes with a meaning that holds for most programs. */
export const EXIT_CODES = [0, 1, 2, 125, 126, 127, 128, 130, 134, 137, 139, 143] as const;
export type ExitCode = (typeof EXIT_CODES)[number];

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
