import { useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { overviewUrl } from '../overview/url';
import { testIds } from '../shared/testIds';
import { type Span } from '../shared/time/range';
import { useSize } from '../shared/useSize';
import { BESIDE, COLUMN } from '../shared/styles';
import { EventDetails } from '../details/EventDetails';
import { Groups } from '../overview/Groups';
import { barsFor } from '../overview/bars';
import { Histogram } from '../overview/Histogram';
import { EventList } from './EventList';
import { useEventPages } from './useEventPages';
import { useOverview } from '../overview/useOverview';

const NONE: [] = [];

/** What happened: how much and when, of what, and each event. */
export default function Explorer() {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(overviewUrl);
  const pages = useEventPages();
  const [visible, setVisible] = useState<Span>();
  const [groupsOpen, setGroupsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const overview = useOverview(barsFor(width), state.group, state.groupOrder);
  return (
    <div ref={box} className={styles.explorer}>
      <Histogram overview={overview} width={width} visible={visible} />
      <div className={styles.below}>
        <Groups overview={overview} records={pages.stale ? NONE : pages.records} open={groupsOpen} />
        <EventList pages={pages} onVisible={setVisible}>
          <Button
            className={styles.toggle}
            size="sm"
            variant="secondary"
            fill="text"
            icon="layer-group"
            aria-expanded={groupsOpen}
            data-testid={testIds.groupsToggle}
            onClick={() => setGroupsOpen(!groupsOpen)}
          >
            {t('groups.label', 'Groups')}
          </Button>
        </EventList>
        {state.event && <EventDetails id={state.event} records={pages.records} />}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  explorer: css({ ...COLUMN, gap: theme.spacing(1) }),
  // Where there is no room beside the list, the groups cover it.
  toggle: css({ display: 'none', [theme.breakpoints.down('md')]: { display: 'inline-flex' } }),
  below: css({ ...BESIDE, gap: theme.spacing(1) }),
});
