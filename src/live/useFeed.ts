import { useCallback, useEffect, useRef, useState } from 'react';
import { getDataSourceSrv } from '@grafana/runtime';
import { type EventRecord } from '@kubernetes-events/event';
import { useAsking } from '../view/Asking';
import { type LokiError } from '../loki/error';
import { type Buffer, EMPTY, received, released } from './buffer';
import { feed, type FeedState } from './feed';

const RATE_OVER = 5000;
/** What comes within this is drawn together. */
const TOGETHER = 150;

export interface LiveEvents extends Buffer {
  state: FeedState;
  error?: LokiError;
  /** How many came in a second, over the last few. */
  rate: number;
}

const START: LiveEvents = { ...EMPTY, state: 'connecting', rate: 0 };

/** The filtered events as they come; held back while the view stands still. */
export function useFeed(still: boolean): LiveEvents & { clear(): void } {
  const { source, query, queryKey } = useAsking();
  const [live, setLive] = useState<LiveEvents>(START);
  const stillNow = useRef(still);
  useEffect(() => {
    stillNow.current = still;
    if (!still) {
      setLive((last) => ({ ...last, ...released(last) }));
    }
  }, [still]);

  useEffect(() => {
    setLive(START);
    let arrived: EventRecord[] = [];
    let dropped = 0;
    let cameNow = 0;
    const recent: Array<{ at: number; count: number }> = [];
    const proxy = getDataSourceSrv().getInstanceSettings(source.uid)?.url ?? '';
    const subscription = feed(source, query, proxy).subscribe((news) => {
      switch (news.what) {
        case 'events':
          arrived = [...arrived, ...news.records];
          cameNow += news.now ? news.records.length : 0;
          break;
        case 'dropped':
          dropped += news.count;
          break;
        case 'state':
          setLive((last) => ({ ...last, state: news.state, error: news.error }));
      }
    });
    const drawn = setInterval(() => {
      const at = Date.now();
      recent.push({ at, count: cameNow });
      while (recent[0] && recent[0].at < at - RATE_OVER) {
        recent.shift();
      }
      const rate = recent.reduce((sum, { count }) => sum + count, 0) / (RATE_OVER / 1000);
      const [records, left] = [arrived, dropped];
      [arrived, dropped, cameNow] = [[], 0, 0];
      setLive((last) =>
        records.length === 0 && left === 0 && rate === last.rate
          ? last
          : { ...last, ...received({ ...last, dropped: last.dropped + left }, records, stillNow.current), rate }
      );
    }, TOGETHER);
    return () => {
      clearInterval(drawn);
      subscription.unsubscribe();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- queryKey stands for the query
  }, [source, queryKey]);

  const clear = useCallback(() => setLive((last) => ({ ...last, ...EMPTY })), []);
  return { ...live, clear };
}
