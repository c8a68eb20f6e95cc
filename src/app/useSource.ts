import { useEffect, useMemo, useState } from 'react';
import { chooseSource } from '../loki/chooseSource';
import { LokiError } from '../loki/error';
import { type LokiSource, lokiSource, lokiSources } from '../loki/source';

/** The data source to read, once Grafana has loaded it. */
export function useSource(inLink: string, inSettings: string | undefined) {
  const sources = useMemo(() => lokiSources(), []);
  const { uid, missing } = useMemo(() => chooseSource(sources, inLink, inSettings), [sources, inLink, inSettings]);
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<{ uid?: string; source?: LokiSource; error?: LokiError }>({});
  useEffect(() => {
    let current = true;
    if (uid) {
      lokiSource(uid).then(
        (source) => current && setFound({ uid, source }),
        (cause: unknown) => current && setFound({ uid, error: LokiError.of(cause) })
      );
    }
    return () => {
      current = false;
    };
  }, [uid, round]);
  // What was found for another one must not be shown as this one's.
  const { source, error } = found.uid === uid ? found : {};
  return { uid, missing, sources, source, error, again: () => setRound(round + 1) };
}
