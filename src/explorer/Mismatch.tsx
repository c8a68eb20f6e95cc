import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import { useSettings } from '../app/settings';
import { useView } from '../app/ViewContext';
import { baseMatchers } from '../loki/baseSelector';
import { counts } from '../loki/counts';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';
import { onlyValue } from '../shared/url/filters';
import { fieldLabel } from './filters/fields';
import { nearest } from './nearest';

/** The first value asked for that no event has in this range, and the one that was probably meant. */
export function Mismatch() {
  const { source, state, update } = useView();
  const { span, key } = useTime();
  const { baseSelector } = useSettings();
  const filter = state.filters.find(({ exclude }) => !exclude);
  const field = filter?.field;
  const known = useLoki(
    () => (field ? counts(source, { base: baseMatchers(baseSelector) }, span, [field], 300) : undefined),
    [source, field, key]
  );
  if (!filter || !field || !known.data) {
    return null;
  }
  const values = known.data.map(({ labels }) => labels[field] ?? '');
  const missing = filter.values.find((value) => !values.includes(value));
  if (missing === undefined) {
    return null;
  }
  const meant = nearest(missing, values);
  return (
    <div>
      {t('empty.filtered.missing', '{{field}} = {{value}}: no event in this time range has it.', {
        field: fieldLabel(field),
        value: missing,
        interpolation: { escapeValue: false },
      })}{' '}
      {meant && (
        <Button size="sm" fill="text" onClick={() => update({ filters: onlyValue(state.filters, field, meant) })}>
          {t('empty.filtered.meant', 'Did you mean {{value}}?', {
            value: meant,
            interpolation: { escapeValue: false },
          })}
        </Button>
      )}
    </div>
  );
}
