import { useHref } from 'react-router-dom';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Dropdown, LinkButton, Menu, useStyles2 } from '@grafana/ui';
import {
  objectQuery,
  type ObjectIdentity,
  type Filter,
  including,
  unfiltered,
  workloadIdentity,
} from '@kubernetes-events/logql';
import { type Findings, type Problem, reportOf } from '@kubernetes-events/problems';
import { exploreQueryLink } from '../details/links';
import { CopyAs } from '../shared/CopyAs';
import { useTime } from '../shared/time/TimeContext';
import { fullTime } from '../shared/time/words';
import { useActions } from '../view/Actions';
import { useAsking } from '../view/Asking';
import { searchText, written } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { pageTarget } from '../view/url/pageTarget';
import { useUrlContext } from '../view/url/useUrl';
import { muteFor } from './mutes';
import { type Muting } from './useMutes';
import { muteWords } from './muteWords';
import { problemWords } from './words';
import { DAY, HOUR, MINUTE } from '../shared/time/units';

interface Props extends Muting {
  problem: Problem;
  findings: Findings;
}

/** Where to go from a problem: its story, its events, its timeline, Explore, a post-mortem; and muting. */
export function ProblemTools({ problem, findings, ...muting }: Props) {
  const styles = useStyles2(getStyles);
  const { openStory } = useActions();
  const { source, query } = useAsking();
  const { span } = useTime();
  const filters = filtersOf(problem);
  const object = objectOf(problem);
  const explore = object ? objectQuery(query, object) : { ...unfiltered(query), filters };
  return (
    <div className={styles.tools}>
      {object && (
        <Button size="sm" variant="secondary" icon="history" onClick={() => openStory(object)}>
          {t('details.story', 'Story')}
        </Button>
      )}
      <PageLink page="events" filters={filters} label={t('pages.events', 'Events')} />
      <PageLink page="timeline" filters={filters} label={t('pages.timeline', 'Timeline')} />
      <LinkButton size="sm" variant="secondary" icon="compass" href={exploreQueryLink(source.uid, explore, span)}>
        {t('details.explore', 'Explore')}
      </LinkButton>
      {problem.details && <Report problem={problem} findings={findings} />}
      <MuteMenu problem={problem} {...muting} />
    </div>
  );
}

function PageLink({ page, filters, label }: { page: string; filters: Filter[]; label: string }) {
  const { params } = useUrlContext();
  const href = useHref(pageTarget(page, written(params, commonUrl, { filters, event: '' })));
  return (
    <LinkButton size="sm" variant="secondary" href={href}>
      {label}
    </LinkButton>
  );
}

/** The object whose story is the problem's; none where several workloads share what fails, unless that is a node. */
function objectOf(problem: Problem): ObjectIdentity | undefined {
  const { cluster, namespace, workload, shared } = problem;
  return shared && shared.kind !== 'Node'
    ? undefined
    : workloadIdentity({ cluster, namespace, kind: '', name: '' }, workload);
}

/** The filters that find a problem's events. */
function filtersOf({ cluster, namespace, workload, shared }: Problem): Filter[] {
  const workloads = shared ? shared.members.map((member) => member.workload) : [workload];
  return [
    ...(cluster ? [including('cluster', cluster)] : []),
    ...(namespace ? [including('_namespace', namespace)] : []),
    including('workload', ...new Set(workloads)),
  ];
}

function Report({ problem, findings }: Pick<Props, 'problem' | 'findings'>) {
  const { timeZone } = useTime();
  const { params } = useUrlContext();
  const events = useHref(pageTarget('events', new URLSearchParams()));
  const report = () =>
    reportOf(problem, {
      words: problemWords(),
      clock: (ms) => fullTime(ms, timeZone),
      link: ({ id, timeMs }) => {
        const around = { from: String(timeMs - AROUND_MS), to: String(timeMs + AROUND_MS) };
        const found = written(params, commonUrl, { ...around, filters: [], event: id });
        return new URL(events + searchText(found), window.location.origin).toString();
      },
      address: window.location.href,
      nowMs: findings.counted.to,
    });
  return <CopyAs copies={[{ name: t('problem.markdown', 'Markdown, for a post-mortem'), text: report }]} />;
}

/** An event's link opens the list this long before and after it. */
const AROUND_MS = MINUTE;

function MuteMenu({ problem, mute, add, remove, edit }: Omit<Props, 'findings'>) {
  if (mute) {
    return (
      <Button
        size="sm"
        variant="secondary"
        icon="bell"
        tooltip={t('mute.removeOne', 'Remove the mute: {{-rule}}', { rule: muteWords(mute) })}
        onClick={() => remove(mute)}
      >
        {t('problem.unmute', 'Unmute')}
      </Button>
    );
  }
  const own = muteFor(problem);
  const menu = (
    <Menu>
      <Menu.Item label={t('mute.hour', 'For an hour')} onClick={() => add({ ...own, untilMs: Date.now() + HOUR })} />
      <Menu.Item label={t('mute.day', 'For a day')} onClick={() => add({ ...own, untilMs: Date.now() + DAY })} />
      <Menu.Item label={t('mute.good', 'Until unmuted')} onClick={() => add(own)} />
      <Menu.Divider />
      <Menu.Item label={t('mute.rule', 'By a rule…')} onClick={() => edit(own)} />
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button
        size="sm"
        variant="secondary"
        icon="bell-slash"
        tooltip={t('mute.tip', 'Only for you. The list counts what is muted.')}
      >
        {t('mute.button', 'Mute')}
      </Button>
    </Dropdown>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tools: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
});
