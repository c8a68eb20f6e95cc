import { useCallback, useMemo, useState } from 'react';
import { getTimeZone } from '@grafana/data';
import { config } from '@grafana/runtime';
import { spanOf } from '../shared/time/range';
import { type SharedTime } from '../shared/time/TimeContext';
import { forgetCounts } from '../loki/keptCounts';
import { type UsableTime, usableTime } from '../view/url/usableTime';
import { useUrl } from '../view/url/useUrl';
import { listUrl } from '../rows/url';
import { useRefresh } from './useRefresh';

interface Shared {
  time: SharedTime;
  /** What of the address is in use, and what of it is not. */
  usable: UsableTime;
}

/** The time in the URL as all views share it; `now` is the current time again with each refresh. */
export function useSharedTime(): Shared {
  const [{ from, to, timeZone, refresh }, update] = useUrl(listUrl);
  const [{ round, byHand, ticked }, setRound] = useState({ round: 0, byHand: 0, ticked: false });

  const usable = useMemo(
    () =>
      usableTime({ from, to, timeZone, refresh }, { timeZone: getTimeZone(), minRefresh: config.minRefreshInterval }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `now` is another time in each round
    [from, to, timeZone, refresh, round]
  );
  useRefresh(
    usable.refresh,
    useCallback(() => setRound((last) => ({ ...last, round: last.round + 1, ticked: true })), [])
  );

  const time = useMemo(
    () => ({
      range: usable.range,
      span: spanOf(usable.range),
      timeZone: usable.timeZone,
      round,
      ticked,
      key: `${usable.from} ${usable.to} ${usable.timeZone} ${byHand}`,
      refresh: () => {
        forgetCounts();
        setRound((last) => ({ round: last.round + 1, byHand: last.byHand + 1, ticked: false }));
      },
      zoom: (span: SharedTime['span']) =>
        update({ from: String(Math.round(span.from)), to: String(Math.round(span.to)), at: 0 }),
    }),
    [usable, round, byHand, ticked, update]
  );
  return { time, usable };
}
