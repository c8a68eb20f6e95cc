import { useEffect, useState } from 'react';
import { otherEvents, type OtherEvents } from './otherPrograms';

/** The events of other programs in the Loki data sources, as far as they are found. @param round looks again if it changes */
export function useOtherEvents(round: unknown): { found: readonly OtherEvents[]; done: boolean } {
  const [state, setState] = useState<{ found: readonly OtherEvents[]; done: boolean }>({ found: [], done: false });
  useEffect(() => {
    let current = true;
    const look = async () => {
      const found: OtherEvents[] = [];
      for await (const one of otherEvents(Date.now())) {
        if (!current) {
          return;
        }
        found.push(one);
        setState({ found: [...found], done: false });
      }
      setState({ found, done: true });
    };
    void look();
    return () => {
      current = false;
    };
  }, [round]);
  return state;
}
