import { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';
import { type Filter, identityOfLabels, workloadIdentity } from '@kubernetes-events/logql';
import { groupLabels } from '../fields/levels';
import { FilterValue } from '../fields/FilterValue';
import { ObjectLink, WorkloadLink } from '../fields/ObjectLink';
import { TypeMark } from '../fields/TypeMark';
import { useUrl } from '../view/url/useUrl';
import { shortNumber } from '../shared/values/number';
import { ELLIPSIS, quiet } from '../shared/styles';
import { type Change, type ChangeKind } from './changes';
import { compareUrl } from './url';

interface Props {
  change: Change;
  most: number;
  /** The changes of the objects that these filters select. */
  objects(own: Filter[]): ReactNode;
}

/** One change; a workload's opens the changes of its objects. */
export function ChangeRow({ change, most, objects }: Props) {
  const { labels } = change;
  if (labels.reason !== undefined) {
    return (
      <ChangeLine change={change} most={most}>
        <TypeMark type={labels._type ?? ''} />
        <FilterValue field="reason" value={labels.reason} />
      </ChangeLine>
    );
  }
  return labels.workload === undefined ? (
    <ChangeLine change={change} most={most}>
      <ObjectLink object={identityOfLabels(labels)} />
    </ChangeLine>
  ) : (
    <WorkloadRow change={change} most={most} objects={objects} />
  );
}

function WorkloadRow({ change, most, objects }: Props) {
  const styles = useStyles2(getStyles);
  const [{ opened }, update] = useUrl(compareUrl);
  const { workload = '' } = change.labels;
  const object = workloadIdentity(identityOfLabels(change.labels), workload);
  const { cluster, namespace } = object;
  const id = [cluster, namespace, workload].join('/');
  const open = opened.includes(id);
  const toggle = () =>
    update({ opened: open ? opened.filter((one) => one !== id) : [...opened, id] }, { replace: true });
  const own = groupLabels('workload').map((field) => ({
    field,
    values: [change.labels[field] ?? ''],
    exclude: false,
  }));
  return (
    <ChangeLine change={change} most={most} more={open && <div className={styles.objects}>{objects(own)}</div>}>
      <IconButton
        name={open ? 'angle-down' : 'angle-right'}
        aria-expanded={open}
        aria-label={
          open
            ? t('compare.close', 'Hide the objects of {{-workload}}', { workload })
            : t('compare.open', 'Show the objects of {{-workload}}', { workload })
        }
        onClick={toggle}
      />
      <WorkloadLink object={object} />
      <span className={styles.place}>{[cluster, namespace].filter(Boolean).join(' · ')}</span>
    </ChangeLine>
  );
}

interface LineProps extends Omit<Props, 'objects'> {
  children: ReactNode;
  more?: ReactNode;
}

function ChangeLine({ change: { before, now, kind }, most, children, more }: LineProps) {
  const styles = useStyles2(getStyles);
  const width = (count: number) => `${Math.sqrt(count / most) * 100}%`;
  return (
    <li>
      <div className={styles.line}>
        <span className={cx(styles.kind, styles[kind])}>{kindLabel(kind)}</span>
        <span className={styles.name}>{children}</span>
        <span className={styles.bars} aria-hidden>
          <span className={styles.before} style={{ width: width(before) }} />
          <span className={styles.now} style={{ width: width(now) }} />
        </span>
        <span className={styles.counts}>
          {countText(before)} → <strong>{shortNumber(now)}</strong>
        </span>
      </div>
      {more}
    </li>
  );
}

/** A scaled count is seldom a whole number. */
const countText = (count: number) => (count > 0 && count < 1 ? '<1' : shortNumber(Math.round(count)));

function kindLabel(kind: ChangeKind): string {
  const labels: Record<ChangeKind, string> = {
    new: t('compare.new', 'new'),
    gone: t('compare.gone', 'no events in this period'),
    more: t('compare.more', 'more'),
    fewer: t('compare.fewer', 'fewer'),
    same: '',
  };
  return labels[kind];
}

/** Below this width of a table, a line has its name alone in the first row. */
const NARROW = '@container (max-width: 760px)';

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'grid',
    gridTemplate: '"kind name bars counts" auto / 152px minmax(0, 1fr) minmax(48px, 140px) 96px',
    alignItems: 'center',
    gap: theme.spacing(0.25, 1),
    minHeight: 30,
    padding: theme.spacing(0.25, 1),
    '&:hover': { background: theme.colors.action.hover },
    [NARROW]: {
      gridTemplate: '"name name" auto "kind counts" auto / minmax(0, 1fr) auto',
      padding: theme.spacing(0.5, 1),
    },
  }),
  kind: css({
    ...quiet(theme),
    gridArea: 'kind',
    justifySelf: 'start',
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
  }),
  new: css({ background: theme.colors.warning.transparent, color: theme.colors.warning.text }),
  more: css({ color: theme.colors.warning.text }),
  gone: css({}),
  fewer: css({}),
  same: css({}),
  name: css({ gridArea: 'name', display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0 }),
  place: css({ ...ELLIPSIS, ...quiet(theme), flex: '0 9999 auto', minWidth: 0 }),
  bars: css({
    gridArea: 'bars',
    display: 'grid',
    gap: 2,
    '> span': { height: 5, borderRadius: 1, minWidth: 0 },
    [NARROW]: { display: 'none' },
  }),
  before: css({ background: theme.colors.border.strong }),
  now: css({ background: theme.colors.primary.main }),
  counts: css({
    gridArea: 'counts',
    textAlign: 'right',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    strong: { color: theme.colors.text.primary },
  }),
  objects: css({
    marginLeft: theme.spacing(2),
    borderLeft: `2px solid ${theme.colors.border.weak}`,
  }),
});
