import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { FIELD_SELECTOR_FIELDS, type FieldSelectorFault } from '@kubernetes-events/logql';
import { raised } from '../shared/styles';
import { testIds } from '../shared/testIds';

interface Props {
  text: string;
  fault: FieldSelectorFault;
  position: number;
}

/** What is wrong with a field selector, and where: the spot is marked in the text itself. */
export function FieldSelectorError({ text, fault, position }: Props) {
  const styles = useStyles2(getStyles);
  const end = text.slice(position).search(/[,=!]|$/) + position || position + 1;
  return (
    <div className={styles.error} role="alert" data-testid={testIds.fieldSelectorError}>
      <code className={styles.text}>
        {text.slice(0, position)}
        <mark className={styles.spot}>{text.slice(position, end) || ' '}</mark>
        {text.slice(Math.max(end, position))}
      </code>
      <div>{faultText(fault)}</div>
    </div>
  );
}

function faultText(fault: FieldSelectorFault): string {
  switch (fault.what) {
    case 'operator':
      return t('fieldSelector.operator', '"{{-term}}" has no operator: write {{-term}}=value or {{-term}}!=value', {
        term: fault.term,
      });
    case 'field':
      return fault.near
        ? t('fieldSelector.near', '"{{-field}}" is not a field to select by. Did you mean {{-near}}?', {
            field: fault.field,
            near: fault.near,
          })
        : t('fieldSelector.field', '"{{-field}}" is not a field to select by. Use one of {{-fields}}', {
            field: fault.field,
            fields: FIELD_SELECTOR_FIELDS.join(', '),
          });
    case 'equals':
      return t('fieldSelector.equals', 'An equals sign in a value needs a backslash before it');
    case 'escape':
      return t('fieldSelector.escape', 'A backslash must stand before a comma, an equals sign or a backslash');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  error: css({
    ...raised(theme),
    position: 'absolute',
    top: '100%',
    left: 0,
    right: 0,
    zIndex: theme.zIndex.dropdown,
    marginTop: theme.spacing(0.5),
    padding: theme.spacing(1),
    borderColor: theme.colors.error.border,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  text: css({ padding: 0, background: 'none', color: theme.colors.text.primary, whiteSpace: 'pre-wrap' }),
  spot: css({
    padding: 0,
    background: theme.colors.error.transparent,
    color: theme.colors.error.text,
    textDecoration: `underline wavy ${theme.colors.error.main}`,
  }),
});
