import { useEffect, useMemo, useState } from 'react';
import { LokiError } from '../loki/error';
import { type LokiSource, lokiSource, lokiSources } from '../loki/source';

/** The data source of that uid; the first Loki where there is none of it. */
export function useSource(wanted: string | undefined) {
  const sources = useMemo(() => lokiSources(), []);
  const uid = sources.some((source) => source.uid === wanted) ? wanted : sources[0]?.uid;
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<{ source?: LokiSource; error?: LokiError }>({});
  useEffect(() => {
    let current = true;
    if (uid) {
      lokiSource(uid).then(
        (source) => current && setFound({ source }),
        (cause: unknown) => current && setFound({ error: LokiError.of(cause) })
      );
    }
    return () => {
      current = false;
    };
  }, [uid, round]);
  return { uid, sources, ...found, again: () => setRound(round + 1) };
}
