import { useEffect, useState } from 'react';
import { otherEvents, type OtherEvents } from './otherPrograms';

interface Search {
  found: readonly OtherEvents[];
  /** The names of data sources that did not answer. */
  failed: readonly string[];
  done: boolean;
}

const NOTHING: Search = { found: [], failed: [], done: false };

/** The events of other programs in the Loki data sources, as far as they are found. @param round looks again if it changes */
export function useOtherEvents(round: unknown): Search {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    let current = true;
    const look = async () => {
      let search = NOTHING;
      for await (const one of otherEvents(Date.now())) {
        if (!current) {
          return;
        }
        search =
          'failed' in one
            ? { ...search, failed: [...search.failed, one.failed] }
            : { ...search, found: [...search.found, one] };
        setState(search);
      }
      setState({ ...search, done: true });
    };
    void look();
    return () => {
      current = false;
    };
  }, [round]);
  return state;
}
