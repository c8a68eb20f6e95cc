import { useCallback, useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { liveUrl } from './url';
import { EventDetails } from '../details/EventDetails';
import { isPageKey } from '../shared/pageKeys';
import { Trouble } from '../view/states/Trouble';
import { testIds } from '../shared/testIds';
import { BESIDE, framed } from '../shared/styles';
import { LiveRows } from './LiveRows';
import { LiveTools } from './LiveTools';
import { useFeed } from './useFeed';

/** Events as they arrive. They are held back while the view is paused or scrolled away from the top. */
export default function Live() {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(liveUrl);
  const { paused } = state;
  const [away, setAway] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const events = useFeed(paused || away);
  const pause = useCallback((on: boolean) => update({ paused: on }, { replace: true }), [update]);
  const goOn = useCallback(() => {
    pause(false);
    setAway(false);
    scroller.current?.scrollTo({ top: 0 });
  }, [pause]);
  usePauseKey(() => (paused || away ? goOn() : pause(true)));
  return (
    <div className={styles.live} data-testid={testIds.live}>
      <div className={styles.main}>
        <LiveTools events={events} paused={paused} still={paused || away} pause={pause} goOn={goOn} />
        {events.error && events.shown.length === 0 ? (
          <Trouble error={events.error} />
        ) : (
          <LiveRows
            scroller={scroller}
            records={events.shown}
            onScroll={(top) => setAway(top > 40)}
            hold={() => setAway(true)}
          />
        )}
      </div>
      {state.event && <EventDetails id={state.event} records={events.shown} />}
    </div>
  );
}

/** `p` pauses and resumes. */
function usePauseKey(toggle: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'p' && isPageKey(event)) {
        event.preventDefault();
        toggle();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  live: css({ ...BESIDE, gap: theme.spacing(1) }),
  main: css({ ...framed(theme), flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
});
