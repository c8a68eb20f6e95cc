import { useEffect, useMemo, useState } from 'react';
import { getTimeZone, rangeUtil } from '@grafana/data';
import { spanOf, timeRange } from '../shared/time/range';
import { type SharedTime } from '../shared/time/TimeContext';
import { type ViewState } from '../shared/url/state';
import { type Update } from '../shared/url/useViewState';

const SHORTEST = 1000;

/** The range in the URL as all views share it; `now` is taken anew with each refresh. */
export function useSharedTime({ from, to, refresh }: ViewState, update: Update): SharedTime {
  const [{ round, byHand, ticked }, setRound] = useState({ round: 0, byHand: 0, ticked: false });
  const timeZone = getTimeZone();

  useEffect(() => {
    if (!refresh) {
      return undefined;
    }
    const timer = setInterval(
      () => setRound((last) => ({ ...last, round: last.round + 1, ticked: true })),
      Math.max(SHORTEST, rangeUtil.intervalToMs(refresh))
    );
    return () => clearInterval(timer);
  }, [refresh]);

  return useMemo(() => {
    const range = timeRange(from, to, timeZone);
    return {
      range,
      span: spanOf(range),
      timeZone,
      round,
      ticked,
      key: `${from} ${to} ${byHand}`,
      refresh: () => setRound((last) => ({ round: last.round + 1, byHand: last.byHand + 1, ticked: false })),
      zoom: (span) => update({ from: String(Math.round(span.from)), to: String(Math.round(span.to)), at: 0 }),
    };
  }, [from, to, timeZone, round, byHand, ticked, update]);
}
