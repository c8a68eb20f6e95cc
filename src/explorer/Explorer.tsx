import { useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useView } from '../app/ViewContext';
import { type Span } from '../shared/time/range';
import { EventDetails } from './details/EventDetails';
import { Groups } from './groups/Groups';
import { Histogram } from './histogram/Histogram';
import { EventList } from './list/EventList';
import { useEventPages } from './list/useEventPages';

/** What happened: how much and when, of what, and each event. */
export default function Explorer() {
  const styles = useStyles2(getStyles);
  const { state } = useView();
  const pages = useEventPages();
  const [visible, setVisible] = useState<Span>();
  return (
    <div className={styles.explorer}>
      <Histogram visible={visible} />
      <div className={styles.below}>
        <Groups />
        <EventList pages={pages} onVisible={setVisible} />
        {state.event && <EventDetails id={state.event} records={pages.records} />}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  explorer: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  below: css({
    position: 'relative',
    flex: 1,
    minHeight: 0,
    display: 'flex',
    gap: theme.spacing(1),
  }),
});
