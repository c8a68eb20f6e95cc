import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, Tooltip, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { liveUrl } from './url';
import { testIds } from '../shared/testIds';
import { number } from '../shared/values/number';
import { BARE, WRAP } from '../shared/styles';
import { type FeedState } from './feed';
import { type LiveEvents } from './useFeed';

interface Props {
  events: LiveEvents & { clear(): void };
  paused: boolean;
  /** Paused, or away from the top. */
  still: boolean;
  pause(on: boolean): void;
  goOn(): void;
}

/** The state of the feed, and how to pause it. */
export function LiveTools({ events, paused, still, pause, goOn }: Props) {
  const styles = useStyles2(getStyles);
  const { state, rate, held, dropped, clear } = events;
  return (
    <div className={styles.tools}>
      <Button
        size="sm"
        variant="secondary"
        icon={paused ? 'play' : 'pause'}
        tooltip={t('live.pauseKey', 'Key: p')}
        onClick={() => (paused ? goOn() : pause(true))}
      >
        {paused ? t('live.goOn', 'Resume') : t('live.pause', 'Pause')}
      </Button>
      <Standing state={state} still={still} error={events.error?.message} />
      <span className={styles.rate}>
        {t('live.rate', '{{n}}/s', { n: rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate) })}
      </span>
      {dropped > 0 && <Dropped count={dropped} />}
      <span className={styles.space} />
      {held.length > 0 && (
        <Button size="sm" icon="arrow-up" onClick={goOn}>
          {t('live.new', '{{n}} new', { n: number(held.length) })}
        </Button>
      )}
      <Button size="sm" variant="secondary" fill="text" onClick={clear}>
        {t('live.clear', 'Clear')}
      </Button>
    </div>
  );
}

function Standing({ state, still, error }: { state: FeedState; still: boolean; error?: string }) {
  const styles = useStyles2(getStyles);
  const words = {
    connecting: t('live.connecting', 'Connecting…'),
    live: still ? t('live.held', 'Live, on hold') : t('live.live', 'Live'),
    polling: t('live.polling', 'Polling every 2 s'),
    lost: t('live.lost', 'Connection lost, reconnecting'),
  };
  const about = {
    connecting: undefined,
    live: undefined,
    polling: t('live.pollingAbout', 'No WebSocket reaches Loki. A proxy on the way may not pass them on.'),
    lost: error ?? t('live.lostAbout', 'Events of the meantime are loaded once it is back.'),
  };
  const text = (
    <span className={styles.standing} data-testid={testIds.liveState} data-state={state} role="status">
      <span
        className={cx(
          styles.dot,
          state === 'live' && styles.live,
          state === 'polling' && styles.polling,
          state === 'lost' && styles.lost
        )}
      />
      {words[state]}
    </span>
  );
  const why = about[state];
  return why ? <Tooltip content={why}>{text}</Tooltip> : text;
}

/** Events that are not shown here; Loki has them. */
function Dropped({ count }: { count: number }) {
  const styles = useStyles2(getStyles);
  const [, update] = useUrl(liveUrl);
  return (
    <span className={styles.dropped} role="status">
      <Icon name="exclamation-triangle" size="sm" />
      {t('live.dropped', '{{n}} events left out: too many at once', { n: number(count) })}
      <button
        type="button"
        onClick={() => update({ from: 'now-15m', to: 'now', paused: false, event: '' }, { page: 'events' })}
      >
        {t('live.all', 'Show all')}
      </button>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tools: css({
    ...WRAP,
    gap: theme.spacing(0.5, 2),
    minHeight: 40,
    padding: theme.spacing(0.5, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
  }),
  space: css({ flex: 1 }),
  rate: css({ minWidth: 48, textAlign: 'right' }),
  dropped: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    color: theme.colors.warning.text,
    button: { ...BARE, color: theme.colors.text.link },
    'button:hover': { textDecoration: 'underline' },
  }),
  standing: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  dot: css({ width: 8, height: 8, borderRadius: theme.shape.radius.circle, background: theme.colors.text.disabled }),
  live: css({ background: theme.colors.success.main }),
  polling: css({ background: theme.colors.warning.main }),
  lost: css({ background: theme.colors.error.main }),
});
