import { useEffect, useState } from 'react';
import { LokiError } from '../loki/error';
import { DAY } from '../shared/time/units';
import { changeKept, type Kept, readKept } from '../view/userStorage';
import { live, type Mute, readMutes } from './mutes';

const KEY = 'mutes';
/** Browsers run a timer at once if it is set for longer than 24 days. */
const LONGEST_WAIT_MS = DAY;

export interface Mutes {
  mutes: readonly Mute[];
  /** Why they could not be read, or the last change was not saved. */
  failed?: string;
  keptBy?: Kept['by'];
  add(mute: Mute): void;
  remove(mute: Mute): void;
}

/** The mute that hides a problem, if one does, and how to change what is muted. */
export interface Muting extends Pick<Mutes, 'add' | 'remove'> {
  mute?: Mute;
  /** Opens the form for a rule that starts with this. */
  edit(draft: Mute): void;
}

/** What this person has muted, without what has ended. */
export function useMutes(): Mutes {
  const [mutes, setMutes] = useState<readonly Mute[]>([]);
  const [keptBy, setKeptBy] = useState<Kept['by']>();
  const [failed, setFailed] = useState<string>();
  const show = ({ texts, by }: Kept) => {
    setMutes(readMutes(texts[KEY] ?? null, Date.now()));
    setKeptBy(by);
    setFailed(undefined);
  };
  const fail = (cause: unknown) => setFailed(LokiError.of(cause).message);
  useEffect(() => {
    let current = true;
    readKept().then(
      (kept) => current && show(kept),
      (cause: unknown) => current && fail(cause)
    );
    return () => {
      current = false;
    };
  }, []);
  useEffect(() => {
    const next = Math.min(...mutes.map(({ untilMs }) => untilMs ?? Infinity));
    if (next === Infinity) {
      return undefined;
    }
    const wait = Math.min(Math.max(next - Date.now(), 0), LONGEST_WAIT_MS);
    const timer = setTimeout(() => setMutes(live(mutes, Date.now())), wait);
    return () => clearTimeout(timer);
  }, [mutes]);
  /** Changes what is kept by now: another tab may have muted something since. */
  const change = (apply: (mutes: readonly Mute[]) => Mute[]) => {
    changeKept((texts) => ({ [KEY]: JSON.stringify(apply(readMutes(texts[KEY] ?? null, Date.now()))) })).then(
      show,
      fail
    );
  };
  return {
    mutes,
    failed,
    keptBy,
    add: (mute) => change((all) => [...all, mute]),
    remove: (mute) => change((all) => all.filter((one) => JSON.stringify(one) !== JSON.stringify(mute))),
  };
}
