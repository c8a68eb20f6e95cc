import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import { unfiltered } from '@kubernetes-events/logql';
import { useActions } from '../view/Actions';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { allCounts } from '../loki/leading';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';
import { fieldLabel } from '../fields/fields';
import { useUnmatched } from '../filters/useUnmatched';
import { closestMatch } from './closestMatch';

/** The first value filtered by that no event in this range has, and the one that was probably meant. */
export function Mismatch() {
  const { source, query, queryKey } = useAsking();
  const [state] = useUrl();
  const { only } = useActions();
  const { span, key } = useTime();
  const unmatched = useUnmatched();
  const field = state.filters.find(({ field: name, exclude }) => !exclude && unmatched.has(name))?.field;
  const missing = field === undefined ? undefined : unmatched.get(field)?.[0];
  const known = useLoki(
    () => (field ? allCounts(source, unfiltered(query), span, [field]) : undefined),
    [source, queryKey, field, key]
  );
  if (field === undefined || missing === undefined) {
    return null;
  }
  const meant = closestMatch(missing, known.data?.map(({ labels }) => labels[field] ?? '') ?? []);
  return (
    <div>
      {t('empty.filtered.missing', 'No event in this time range has {{-field}} = {{-value}}.', {
        field: fieldLabel(field),
        value: missing,
      })}{' '}
      {meant && (
        <Button size="sm" fill="text" onClick={() => only({ [field]: meant })}>
          {t('empty.filtered.meant', 'Did you mean {{-value}}?', { value: meant })}
        </Button>
      )}
    </div>
  );
}
