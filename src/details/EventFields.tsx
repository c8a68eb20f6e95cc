import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { type TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord, signalName } from '@kubernetes-events/event';
import { useTime } from '../shared/time/TimeContext';
import { durationWords, fullTime } from '../shared/time/words';
import { FilterValue } from '../fields/FilterValue';
import { ObjectLink } from '../fields/ObjectLink';
import { occasionOf } from '../fields/occasion';
import { TypeMark } from '../fields/TypeMark';
import { fieldLabel } from '../fields/fields';

/** Shown above, and not repeated here. */
const SHOWN = new Set(['_type', '_kind', '_namespace', '_host', 'reason', 'name', 'count', 'increment']);

/** Lines have this time in a form that depends on the format. */
const NO_FILTER = new Set(['first_seen']);

export function EventFields({ record }: { record: EventRecord }) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  const rest = Object.entries(restOf(record)).filter(([name, value]) => value && !SHOWN.has(name));
  return (
    <dl className={styles.fields}>
      <Field name={t('column.time', 'Time')}>{fullTime(record.timeMs, timeZone)}</Field>
      <Field name={t('field.type', 'Type')}>
        <span className={styles.type}>
          <TypeMark type={record.type} occasion={occasionOf(record)} />
          <FilterValue field="_type" value={record.type} />
        </span>
      </Field>
      <Field name={t('column.object', 'Object')}>
        <ObjectLink object={record} />
      </Field>
      {record.namespace && (
        <Field name={t('field.namespace', 'Namespace')}>
          <FilterValue field="_namespace" value={record.namespace} />
        </Field>
      )}
      {record.host && (
        <Field name={t('field.host', 'Host')}>
          <FilterValue field="_host" value={record.host} />
        </Field>
      )}
      <Field name={t('field.reason', 'Reason')}>
        <FilterValue field="reason" value={record.reason} about={record} />
      </Field>
      <Field name={t('column.count', 'Count')}>
        {t('details.count', '{{total}} so far, {{increment}} with this one', {
          total: record.count,
          increment: record.increment,
        })}
      </Field>
      {rest.map(([name, value]) => (
        <Field key={name} name={fieldLabel(name)} title={name}>
          {NO_FILTER.has(name) ? (
            <span className={styles.long}>{value}</span>
          ) : (
            <FilterValue field={name} value={value}>
              <span className={styles.long}>{valueText(name, value, record, timeZone)}</span>
            </FilterValue>
          )}
        </Field>
      ))}
    </dl>
  );
}

/** The fields of the collector's own entries: how a container ended, and what changed in a workload. */
const OWN_FIELDS = [
  'container',
  'exit_code',
  'signal',
  'restart_count',
  'image',
  'started_at',
  'revision',
  'changed',
  'changed_by',
];

/** A field's value as people read it. */
function valueText(name: string, value: string, record: EventRecord, timeZone: TimeZone): string {
  switch (name) {
    case 'signal':
      return signalName(Number(value)) ?? value;
    case 'started_at': {
      const started = Date.parse(value);
      return started <= record.timeMs
        ? t('details.ranFor', '{{time}}, ran for {{duration}}', {
            time: fullTime(started, timeZone),
            duration: durationWords(record.timeMs - started),
          })
        : value;
    }
    case 'changed':
      return value.split(/,\s*/).join(', ');
    default:
      return value;
  }
}

/** Labels and metadata as Loki has them, and what only the line has. */
function restOf(record: EventRecord): Record<string, string> {
  const { component, instance, action, related, firstSeen, event, objectUid, fieldPath } = record;
  return {
    // First, in this order.
    ...Object.fromEntries(OWN_FIELDS.map((name) => [name, ''])),
    component,
    instance,
    action,
    related,
    first_seen: firstSeen,
    field_path: fieldPath,
    object_uid: objectUid,
    event,
    ...record.labels,
    api_version: record.apiVersion,
    event_uid: record.eventUid,
    resource_version: record.resourceVersion,
  };
}

function Field({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div>
      <dt title={title}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({
    margin: 0,
    '> div': {
      display: 'grid',
      gridTemplateColumns: '128px minmax(0, 1fr)',
      gap: theme.spacing(1),
      padding: theme.spacing(0.25, 0),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    dt: {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
    // Room for the buttons beside a value.
    dd: { margin: 0, minWidth: 0, paddingRight: theme.spacing(6) },
  }),
  type: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  long: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
