import { text } from '@kubernetes-events/event';
import { newestTime } from '../kubernetes/managed-fields.ts';
import { eventAbout, type OwnEvent } from '../recording/event.ts';
import { type Change, shortened } from './change.ts';
import { diff, imagesOf } from './diff.ts';
import { numberOf, type Owner, referenceTo, type Revision, templateOf } from './revision.ts';
import { type Who } from './who.ts';

/** The metadata `changed` is no longer than this: Loki's limit for an entry's metadata is shared by all of it. */
const LONGEST_CHANGED = 1_024;

export interface NewRevision {
  owner: Owner;
  /** With its number, as it came. */
  revision: Revision;
  /** The number of the revision that it was before; 0 if that is not known. Undefined where it is no rollback. */
  backTo: number | undefined;
  /** The same with its template, and the revision before it, as far as they can be read. */
  now: Revision | undefined;
  before: Revision | undefined;
  who: Who | undefined;
}

/** A new revision of a workload as an Event. A function of the two revisions and of who made it. */
export function revisionEvent({ owner, revision, backTo, now, before, who }: NewRevision): OwnEvent {
  const number = numberOf(revision);
  const changes = changesOf(now, before);
  const by = managerOf(who, backTo !== undefined);
  const words = [`Revision ${number}`, backWords(backTo), wordsOf(changes)].filter(Boolean).join(': ');
  return {
    event: eventAbout(referenceTo(owner), {
      uid: `${text(revision.metadata?.uid)}/${number}`,
      time: backTo === undefined ? text(revision.metadata?.creationTimestamp) : rolledBackAt(revision, who),
      type: 'Normal',
      reason: backTo === undefined ? 'NewRevision' : 'RolledBack',
      message: by ? `${words}; by ${by}` : words,
    }),
    own: {
      increment: 1,
      metadata: {
        revision: String(number),
        changed: fieldList(changes),
        changed_by: by,
        workload: `${owner.kind}/${owner.name}`,
      },
    },
  };
}

function backWords(backTo: number | undefined): string {
  if (backTo === undefined) {
    return '';
  }
  return backTo > 0 ? `back to revision ${backTo}` : 'back to an earlier revision';
}

function managerOf(who: Who | undefined, isBack: boolean): string {
  const name = who?.name ?? '';
  return isBack && name === 'kubectl rollout' ? 'kubectl rollout undo' : name;
}

/** The revision's own newest time would change when it is scaled. */
function rolledBackAt({ metadata }: Revision, who: Who | undefined): string {
  return who?.time || newestTime(metadata);
}

function changesOf(now: Revision | undefined, before: Revision | undefined): Change[] {
  if (!now) {
    return [];
  }
  return before ? diff(templateOf(before), templateOf(now)) : imagesOf(templateOf(now));
}

export function wordsOf(changes: readonly Change[]): string {
  return shortened([...new Set(changes.map(({ words }) => words).filter(Boolean))], '; ');
}

export function fieldList(changes: readonly Change[]): string {
  const fields = [...new Set(changes.map(({ field }) => field))].sort();
  let length = 0;
  return fields.filter((field) => (length += field.length + 1) <= LONGEST_CHANGED).join(',');
}
