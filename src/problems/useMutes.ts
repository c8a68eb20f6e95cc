import { useCallback, useEffect, useState } from 'react';
import { usePluginUserStorage } from '@grafana/runtime';
import { type Mute, readMutes } from './mutes';

const KEY = 'mutes';

interface Mutes {
  mutes: Mute[];
  add(mute: Mute): void;
  remove(mute: Mute): void;
}

/** What this person has muted, kept in Grafana's storage for users; in the browser where nobody is signed in. */
export function useMutes(): Mutes {
  const storage = usePluginUserStorage();
  const [mutes, setMutes] = useState<Mute[]>([]);
  useEffect(() => {
    let current = true;
    void storage.getItem(KEY).then((text) => current && setMutes(readMutes(text)));
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another object each time, for the same storage
  }, []);
  const save = useCallback(
    (next: Mute[]) => {
      // Those that have run out need not be kept.
      const live = next.filter(({ untilMs }) => untilMs === undefined || untilMs > Date.now());
      setMutes(live);
      void storage.setItem(KEY, JSON.stringify(live));
    },
    [storage]
  );
  return {
    mutes,
    add: (mute) => save([...mutes, mute]),
    remove: (mute) => save(mutes.filter((one) => one !== mute)),
  };
}
