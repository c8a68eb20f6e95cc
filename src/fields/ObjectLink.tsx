import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type ObjectIdentity } from '@kubernetes-events/logql';
import { useActions } from '../view/Actions';
import { FilterValue } from './FilterValue';
import { MiddleEllipsis } from '../shared/values/MiddleEllipsis';
import { BARE, ELLIPSIS } from '../shared/styles';
import { WithActions } from './WithActions';

interface Props {
  object: ObjectIdentity;
  tabIndex?: number;
}

/** An object by kind and name: the kind filters, the name opens its story. */
export function ObjectLink({ object, tabIndex }: Props) {
  const styles = useStyles2(getStyles);
  const { kind, name } = object;
  return (
    <span className={styles.object}>
      {kind && (
        <span className={styles.kind}>
          <FilterValue field="_kind" value={kind} tabIndex={tabIndex} />
        </span>
      )}
      <WithActions field="name" value={name} label={name} tabIndex={tabIndex}>
        <Name object={object} tabIndex={tabIndex} />
      </WithActions>
    </span>
  );
}

/** A workload that stands for its objects: it filters by all of them, and its name opens its story. */
export function WorkloadLink({ object, tabIndex }: Props) {
  const styles = useStyles2(getStyles);
  const { kind, name } = object;
  return (
    <span className={styles.object}>
      <span className={styles.kind}>
        <span className={styles.text}>{kind}</span>
      </span>
      <WithActions field="workload" value={`${kind}/${name}`} label={name} tabIndex={tabIndex}>
        <Name object={object} tabIndex={tabIndex} />
      </WithActions>
    </span>
  );
}

function Name({ object, tabIndex }: Props) {
  const styles = useStyles2(getStyles);
  const { openStory } = useActions();
  const { name } = object;
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={styles.name}
      title={`${name}\n${t('object.story', 'Open its story')}`}
      onClick={(event) => {
        event.stopPropagation();
        openStory(object);
      }}
    >
      <MiddleEllipsis text={name} />
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  object: css({ display: 'flex', minWidth: 0, gap: theme.spacing(0.75) }),
  kind: css({
    display: 'flex',
    // All of what is too wide: a name that gave way by a hair would lose its last letters.
    flex: '0 9999 auto',
    minWidth: 28,
    // Beside lanes in a narrow window, the name needs all of the room.
    '@container (max-width: 240px)': { minWidth: 0 },
    color: theme.colors.text.secondary,
  }),
  text: css(ELLIPSIS),
  name: css({
    ...BARE,
    fontSize: 'inherit',
    textAlign: 'left',
    minWidth: 0,
    overflow: 'hidden',
    '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
});
