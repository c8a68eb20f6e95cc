import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { testIds } from '../shared/testIds';
import { WRAP } from '../shared/styles';
import { Chip } from './Chip';
import { fieldLabel, valueLabel } from '../fields/fields';
import { FieldValues } from './FieldValues';
import { TextBox } from './TextBox';
import { useUnmatched } from './useUnmatched';

/** What narrows the events down now, each part with a way to change it and to let it go. */
export function ActiveFilters() {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl();
  const unmatched = useUnmatched();
  const { filters, lines } = state;
  const selected = [...unmatched].filter(([field]) => !filters.some((filter) => filter.field === field));
  // A field selector stands in its own box.
  if (filters.length + lines.length + selected.length === 0) {
    return null;
  }
  return (
    <div className={styles.filters} data-testid={testIds.activeFilters}>
      {filters.map((filter, at) => (
        <Chip
          key={`${filter.field}${filter.exclude}`}
          name={fieldLabel(filter.field)}
          value={filter.values.map(valueLabel).join(', ')}
          exclude={filter.exclude}
          unmatched={filter.exclude ? [] : unmatched.get(filter.field)}
          flip={() => update({ filters: filters.with(at, { ...filter, exclude: !filter.exclude }) })}
          remove={() => update({ filters: filters.filter((_, other) => other !== at) })}
          editor={() => <FieldValues field={filter.field} />}
        />
      ))}
      {lines.map((line, at) => (
        <Chip
          key={at}
          name={line.regexp ? t('text.chipRegexp', 'Expression') : t('text.chip', 'Text')}
          value={line.text}
          exclude={line.exclude ?? false}
          flip={() => update({ lines: lines.with(at, { ...line, exclude: !line.exclude }) })}
          remove={() => update({ lines: lines.filter((_, other) => other !== at) })}
          editor={(close) => (
            <div className={styles.editor}>
              <TextBox
                line={line}
                save={(changed) => {
                  update({ lines: lines.with(at, changed) });
                  close();
                }}
              />
            </div>
          )}
        />
      ))}
      {selected.map(([field, values]) => (
        <span key={field} className={styles.unmatched} role="status">
          {t('filters.selectorUnmatched', '{{-field}}: no event in this time range has {{-values}}', {
            field,
            values: values.join(', '),
          })}
        </span>
      ))}
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        onClick={() => update({ filters: [], lines: [], fieldSelector: '' })}
      >
        {t('filters.clear', 'Clear all')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ ...WRAP, gap: theme.spacing(0.5) }),
  editor: css({ width: 360, maxWidth: '100%', padding: theme.spacing(1) }),
  unmatched: css({ color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize }),
});
