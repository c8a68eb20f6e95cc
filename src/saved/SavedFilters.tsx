import { useRef } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { Popup } from '../shared/Popup';
import { ELLIPSIS, inputButton } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { SavedPanel } from './SavedPanel';
import { useChosen } from './useChosen';
import { useSaved } from './useSaved';
import { changedWords } from './words';

/** The saved filter that is in view, and behind it the list of all. */
export function SavedFilters() {
  const styles = useStyles2(getStyles);
  const { refresh } = useSaved();
  const chosen = useChosen();
  const label = t('saved.title', 'Saved filters');
  const changes = chosen && chosen.differing.length > 0 ? changedWords(chosen.differing) : '';
  const isLeft = useRef(false);
  const open = () => {
    // Opened by its key from the page, it gives the focus back to the page.
    isLeft.current = !isFocused();
    refresh();
  };
  return (
    <Popup
      label={label}
      onOpen={open}
      onClose={() => isLeft.current && leave()}
      content={(close) => (
        <SavedPanel
          close={() => {
            isLeft.current = true;
            close();
          }}
        />
      )}
    >
      <button
        type="button"
        className={cx(styles.button, chosen && styles.chosen)}
        aria-haspopup="dialog"
        aria-label={chosen ? `${label}: ${chosen.saved.name} ${changes}`.trim() : undefined}
        title={chosen ? `${chosen.saved.name} ${changes}`.trim() : t('saved.open', 'Saved filters (v)')}
        data-testid={testIds.saved}
      >
        <Icon name={chosen && !changes ? 'favorite' : 'star'} size="sm" />
        <span className={styles.name}>{chosen ? chosen.saved.name : label}</span>
        {changes && <span className={styles.changed}>{changes}</span>}
        <Icon name="angle-down" size="sm" />
      </button>
    </Popup>
  );
}

const isFocused = () => document.activeElement?.getAttribute('data-testid') === testIds.saved;

/** The keys of the list are for whoever is on the page. The popup hands the focus to its button in the frame after it closes. */
function leave(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => isFocused() && (document.activeElement as HTMLElement).blur())
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    ...inputButton(theme),
    maxWidth: 320,
    // The header stays one line where it is one without a name.
    [theme.breakpoints.down('xxl')]: { maxWidth: 220 },
    svg: { flex: 'none' },
  }),
  chosen: css({ borderColor: theme.colors.primary.border, '&:hover': { borderColor: theme.colors.primary.border } }),
  name: css(ELLIPSIS),
  changed: css({ ...ELLIPSIS, color: theme.colors.text.secondary, fontStyle: 'italic' }),
});
