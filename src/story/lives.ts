import { type EventRecord } from '@kubernetes-events/event';

/** One object that has had the name: an object that is created again has another uid. */
export interface Life {
  uid: string;
  records: EventRecord[];
  /** From its first event until the next object's, in milliseconds; open where there is none. */
  from: number;
  to: number;
}

/** An object's uid; empty if unknown. The kubelet gives a Node's name for it, and some components give none. */
export const uidOf = ({ objectUid, name }: EventRecord) => (objectUid === name ? '' : objectUid);

/** The objects that have had the name, the earliest first. Events without a uid are of the one that was then. */
export function livesOf(records: readonly EventRecord[]): Life[] {
  const lives: Life[] = [];
  for (const record of records) {
    const uid = uidOf(record);
    const known = uid ? lives.find((life) => life.uid === uid) : lives.at(-1);
    if (known) {
      known.records.push(record);
    } else {
      lives.push({ uid, records: [record], from: lives.length > 0 ? record.timeMs : -Infinity, to: Infinity });
    }
  }
  // What came before any uid is of the first object that has one.
  if (lives.length > 1 && lives[0]?.uid === '') {
    const [nameless, first] = lives.splice(0, 2, ...lives.slice(1, 2));
    if (nameless && first) {
      first.records.unshift(...nameless.records);
      first.from = -Infinity;
    }
  }
  lives.forEach((life, at) => (life.to = lives[at + 1]?.from ?? Infinity));
  return lives;
}
