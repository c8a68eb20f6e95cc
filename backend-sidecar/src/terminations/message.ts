import { nanosOf, signalName } from '@kubernetes-events/event';
import { type Termination, UNKNOWN } from './termination.ts';

/** As much of a container's termination message is kept. */
export const LONGEST_MESSAGE_BYTES = 1024;

/**
 * How a container ended, in a sentence: `Container main was OOM killed (exit code 137, memory limit 64Mi) after 3m20s,
 * restart 4`.
 *
 * @param cause what ended it, where the pod or an event says so
 */
export function messageOf(termination: Termination, cause: string): string {
  const { role, container, restarts } = termination;
  const subject = `${role[0]!.toUpperCase()}${role.slice(1)} ${container}`;
  const after = durationOf(termination);
  return [
    `${subject} ${endOf(termination)}`,
    after && ` after ${after}`,
    restarts > 0 && `, restart ${restarts}`,
    cause && `: ${cause}`,
    ownWords(termination),
  ]
    .filter(Boolean)
    .join('');
}

function endOf({ reason, exitCode, signal, memoryLimit, isPodLimit, run }: Termination): string {
  const code = `exit code ${exitCode}`;
  switch (reason) {
    case 'OOMKilled': {
      const limit = memoryLimit ? `${isPodLimit ? 'pod ' : ''}memory limit ${memoryLimit}` : 'no memory limit';
      return `was OOM killed (${code}, ${limit})`;
    }
    case 'StartError':
    case 'ContainerCannotRun':
      return `could not be started (${code})`;
    case UNKNOWN:
      return `${run === 'none' ? 'was not running when its pod ended' : 'ended unobserved'} (reported as ${code})`;
    case 'Completed':
      return `completed (${code})`;
  }
  if (signal === undefined) {
    return `exited with code ${exitCode}`;
  }
  return `was ended by ${signalName(signal) ?? `signal ${signal}`} (${code})`;
}

/** What the container wrote to its termination log, or the runtime about it. */
function ownWords({ message, reason }: Termination): string {
  if (!message) {
    return '';
  }
  const bytes = Buffer.from(message);
  const cut = bytes.length > LONGEST_MESSAGE_BYTES;
  // A character that is cut through is left out.
  const words = cut ? new TextDecoder().decode(bytes.subarray(0, LONGEST_MESSAGE_BYTES), { stream: true }) : message;
  const label = reason === 'Error' || reason === 'OOMKilled' || reason === 'Completed' ? '. Its last message: ' : ': ';
  return `${label}${words}${cut ? '…' : ''}`;
}

/** `3m20s`, as Go prints a duration in whole seconds. */
function durationOf({ startedAt, finishedAt }: Termination): string {
  const [from, to] = [nanosOf(startedAt), nanosOf(finishedAt)];
  if (from === undefined || to === undefined || to < from) {
    return '';
  }
  const seconds = Number((to - from) / 1_000_000_000n);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds % 60}s`;
}
