import { useEffect, useState } from 'react';
import { usePluginUserStorage } from '@grafana/runtime';
import { DAY } from '../shared/time/units';
import { live, type Mute, readMutes } from './mutes';

const KEY = 'mutes';
/** Browsers run a timer at once if it is set for longer than 24 days. */
const LONGEST_WAIT_MS = DAY;

export interface Mutes {
  mutes: readonly Mute[];
  add(mute: Mute): void;
  remove(mute: Mute): void;
}

/** The mute that hides a problem, if one does, and how to change what is muted. */
export interface Muting extends Omit<Mutes, 'mutes'> {
  mute?: Mute;
  /** Opens the form for a rule that starts with this. */
  edit(draft: Mute): void;
}

/** What this person has muted, without what has ended. Grafana keeps it per user; the browser if nobody is signed in. */
export function useMutes(): Mutes {
  const storage = usePluginUserStorage();
  const [mutes, setMutes] = useState<readonly Mute[]>([]);
  useEffect(() => {
    let current = true;
    void storage.getItem(KEY).then((text) => current && setMutes(readMutes(text, Date.now())));
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another object each time, for the same storage
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
  const save = (next: readonly Mute[]) => {
    setMutes(next);
    void storage.setItem(KEY, JSON.stringify(next));
  };
  return {
    mutes,
    add: (mute) => save([...live(mutes, Date.now()), mute]),
    remove: (mute) => save(mutes.filter((one) => one !== mute)),
  };
}
