import { type ReactNode, useState } from 'react';
import { useHref, useLocation, useNavigate } from 'react-router-dom';
import { css } from '@emotion/css';
import { type DataSourceInstanceSettings, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, RefreshPicker, TimeRangePicker, useStyles2 } from '@grafana/ui';
import { Choice } from '../shared/Choice';
import { copyText } from '../shared/copyText';
import { testIds } from '../shared/testIds';
import { rangeText } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { formatState, type ViewState } from '../shared/url/state';
import { type Update } from '../shared/url/useViewState';
import { shareLink } from './shareLink';

interface Props {
  state: ViewState;
  update: Update;
  sources: DataSourceInstanceSettings[];
  uid?: string;
  /** What stands beside the time. */
  children?: ReactNode;
}

/** Pages on the left; data source, time and link on the right. */
export function Header({ state, update, sources, uid, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.header}>
      <Pages state={state} />
      <div className={styles.tools}>
        {sources.length > 1 && (
          <div data-testid={testIds.dataSource}>
            <Choice
              label={t('header.source', 'Loki')}
              value={uid ?? ''}
              options={sources.map(({ name, uid: value }) => ({ label: name, value }))}
              onChange={(ds) => update({ ds })}
            />
          </div>
        )}
        <Time state={state} update={update} />
        <Share state={state} />
        {children}
      </div>
    </header>
  );
}

function Pages({ state }: { state: ViewState }) {
  const styles = useStyles2(getStyles);
  const pages = [
    { path: 'events', label: t('pages.events', 'Events') },
    { path: 'timeline', label: t('pages.timeline', 'Timeline') },
    { path: 'groups', label: t('pages.groups', 'Groups') },
    { path: 'compare', label: t('pages.compare', 'Compare') },
    { path: 'live', label: t('pages.live', 'Live') },
    { path: 'reasons', label: t('pages.reasons', 'Reasons') },
  ];
  const current = useLocation().pathname.split('/').pop();
  return (
    <nav className={styles.pages} aria-label={t('header.pages', 'Pages')}>
      {pages.map(({ path, label }) => (
        <PageLink key={path} path={path} label={label} current={current === path} state={state} />
      ))}
    </nav>
  );
}

function PageLink({
  path,
  label,
  current,
  state,
}: {
  path: string;
  label: string;
  current: boolean;
  state: ViewState;
}) {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const target = { pathname: `../${path}`, search: formatState({ ...state, event: '' }) };
  const href = useHref(target, { relative: 'path' });
  return (
    <a
      href={href}
      className={styles.pageLink}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (!event.metaKey && !event.ctrlKey) {
          event.preventDefault();
          navigate(target, { relative: 'path' });
        }
      }}
    >
      {label}
    </a>
  );
}

function Time({ state, update }: { state: ViewState; update: Update }) {
  const { range, timeZone, refresh, zoom } = useTime();
  const onChange = (next: TimeRange) => {
    update({ ...rangeText(next.raw), at: 0 });
    refresh();
  };
  const shift = (direction: number) => {
    const length = range.to.valueOf() - range.from.valueOf();
    const by = (direction * length) / 2;
    zoom({ from: range.from.valueOf() + by, to: range.to.valueOf() + by });
  };
  const zoomOut = () => {
    const half = (range.to.valueOf() - range.from.valueOf()) / 2;
    zoom({ from: range.from.valueOf() - half, to: range.to.valueOf() + half });
  };
  return (
    <>
      <div data-testid={testIds.timeRange}>
        <TimeRangePicker
          value={range}
          timeZone={timeZone}
          onChange={onChange}
          onChangeTimeZone={() => refresh()}
          onMoveBackward={() => shift(-1)}
          onMoveForward={() => shift(1)}
          onZoom={zoomOut}
          isOnCanvas
        />
      </div>
      <div data-testid={testIds.refresh}>
        <RefreshPicker
          value={state.refresh}
          isOnCanvas
          tooltip={t('header.refresh', 'Ask again')}
          intervals={['5s', '10s', '30s', '1m', '5m']}
          onRefresh={refresh}
          onIntervalChanged={(interval) => update({ refresh: interval }, { replace: true })}
        />
      </div>
    </>
  );
}

function Share({ state }: { state: ViewState }) {
  const { span } = useTime();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(shareLink(window.location.href, state, span)));
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <IconButton
      name={copied ? 'check' : 'share-alt'}
      size="lg"
      data-testid={testIds.share}
      tooltip={
        copied
          ? t('header.shared', 'Copied')
          : t('header.share', 'Copy a link to what is on screen, with the time range fixed')
      }
      onClick={copy}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
  }),
  tools: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  pages: css({ display: 'flex', gap: theme.spacing(0.5), overflowX: 'auto' }),
  pageLink: css({
    padding: theme.spacing(0.75, 1.25),
    color: theme.colors.text.secondary,
    borderBottom: '2px solid transparent',
    fontWeight: theme.typography.fontWeightMedium,
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.colors.text.primary },
    '&[aria-current="page"]': {
      color: theme.colors.text.primary,
      borderImage: `${theme.colors.gradients.brandHorizontal} 1`,
    },
  }),
});
