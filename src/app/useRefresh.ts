import { useEffect, useRef } from 'react';
import { rangeUtil } from '@grafana/data';

/**
 * Calls back at each interval (`10s`; empty for never), but not while the page is hidden: then once, when it is shown
 * again.
 */
export function useRefresh(interval: string, refresh: () => void): void {
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  }, [refresh]);

  useEffect(() => {
    if (!interval) {
      return undefined;
    }
    let isDue = false;
    let timer: ReturnType<typeof setInterval>;
    const tick = () => {
      isDue = document.hidden;
      if (!isDue) {
        latest.current();
      }
    };
    const start = () => {
      timer = setInterval(tick, rangeUtil.intervalToMs(interval));
    };
    const onVisibility = () => {
      if (isDue && !document.hidden) {
        clearInterval(timer);
        tick();
        start();
      }
    };
    start();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [interval]);
}
