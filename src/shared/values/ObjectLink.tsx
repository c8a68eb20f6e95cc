import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type ObjectIdentity } from '@kubernetes-events/logql';
import { useView } from '../../app/ViewContext';
import { onlyValue, toggleValue } from '../url/filters';
import { storyState } from '../url/state';
import { MiddleEllipsis } from './MiddleEllipsis';

interface Props {
  object: ObjectIdentity;
  tabIndex?: number;
}

/** An object by kind and name: the kind filters, the name opens its story. */
export function ObjectLink({ object, tabIndex }: Props) {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { kind, name } = object;
  const filter = (exclude: boolean) =>
    update({
      filters: exclude ? toggleValue(state.filters, '_kind', kind, true) : onlyValue(state.filters, '_kind', kind),
    });
  const openStory = () => update(storyState(object), { page: 'story' });
  return (
    <span className={styles.object}>
      {kind && (
        <button
          type="button"
          tabIndex={tabIndex}
          className={styles.kind}
          title={t('value.pick', 'Click: only this. Alt-click: not this.')}
          onClick={(event) => {
            event.stopPropagation();
            filter(event.altKey);
          }}
        >
          {kind}
        </button>
      )}
      <button
        type="button"
        tabIndex={tabIndex}
        className={styles.name}
        title={`${name}\n${t('object.story', 'Open its story')}`}
        onClick={(event) => {
          event.stopPropagation();
          openStory();
        }}
      >
        <MiddleEllipsis text={name} />
      </button>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const button = { padding: 0, border: 0, background: 'none', textAlign: 'left' as const };
  return {
    object: css({ display: 'flex', minWidth: 0, gap: theme.spacing(0.75) }),
    kind: css({
      ...button,
      // All of what is too wide: a name that gave way by a hair would lose its last letters.
      flex: '0 9999 auto',
      minWidth: 28,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      color: theme.colors.text.secondary,
      '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
    }),
    name: css({
      ...button,
      minWidth: 0,
      overflow: 'hidden',
      '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
    }),
  };
};
