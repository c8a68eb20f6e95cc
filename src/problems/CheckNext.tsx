import { identityOf } from '@kubernetes-events/logql';
import { type Problem } from '@kubernetes-events/problems';
import { differing } from '@kubernetes-events/reasons';
import { Commands } from '../details/Commands';

const SHOWN = 4;

/** Commands that show more, with the names of the newest event's object in them. */
export function CheckNext({ problem: { details } }: { problem: Problem }) {
  if (!details) {
    return null;
  }
  const { newest, nodes, commands } = details;
  const subject = { ...identityOf(newest), host: newest.host || nodes[0] };
  return <Commands ids={differing(commands, subject).slice(0, SHOWN)} subject={subject} />;
}
