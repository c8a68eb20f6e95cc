import { useState } from 'react';
import { useHref } from 'react-router-dom';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { copyText } from '../shared/copyText';
import { BARE, ELLIPSIS, quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { ROVING_ROW } from '../shared/useRovingTabIndex';
import { pageTarget } from '../view/url/pageTarget';
import { mayChange } from './mayChange';
import { RenameForm } from './RenameForm';
import { hasTime, linkOf, type SavedFilter } from './savedFilter';
import { type Act } from './Act';
import { startAt } from './startPage';
import { summaryOf } from './summary';
import { Tool } from './Tool';
import { useView } from './useChosen';
import { useSaved } from './useSaved';
import { changedWords } from './words';

interface Props {
  saved: SavedFilter;
  /** What of the view differs, if this is the filter that is in view. */
  differing?: Parameters<typeof changedWords>[0];
  /** Whether Enter in the search box takes it. */
  isNext: boolean;
  apply(): void;
  act: Act;
  tabIndex: number;
  /** Called when the focus comes to it. */
  reach(): void;
}

/** A saved filter: a click applies it; the buttons beside it change it. */
export function SavedRow({ saved, differing, isNext, apply, act, tabIndex, reach }: Props) {
  const styles = useStyles2(getStyles);
  const [isRenaming, setRenaming] = useState<boolean>();
  const { name } = saved;
  if (isRenaming) {
    return (
      <li className={styles.row}>
        <RenameForm saved={saved} act={act} close={() => setRenaming(false)} />
      </li>
    );
  }
  const summary = summaryOf(saved);
  return (
    <li
      {...{ [ROVING_ROW]: '' }}
      className={cx(styles.row, (isNext || differing) && styles.current)}
      data-testid={testIds.savedRow}
    >
      <button
        type="button"
        className={styles.apply}
        // Back from the form, the focus is where it was.
        autoFocus={isRenaming === false}
        aria-current={differing ? 'true' : undefined}
        title={`${name}\n${summary}`}
        tabIndex={tabIndex}
        onFocus={reach}
        onClick={apply}
      >
        <span className={styles.name}>{name}</span>
        <span className={styles.about}>
          {differing && differing.length > 0 && <em>{changedWords(differing)} · </em>}
          {summary}
        </span>
      </button>
      <Tools saved={saved} act={act} isChanged={!differing || differing.length > 0} rename={() => setRenaming(true)} />
    </li>
  );
}

interface ToolsProps {
  saved: SavedFilter;
  act: Act;
  /** Whether the view differs from it. */
  isChanged: boolean;
  rename(): void;
}

function Tools({ saved, act, isChanged, rename }: ToolsProps) {
  const styles = useStyles2(getStyles);
  const { change, remove, setStart, ownStart } = useSaved();
  const view = useView();
  const href = useHref(pageTarget(saved.page, saved.params));
  const { id, name, owner } = saved;
  const isStart = ownStart === startAt(id);
  const copy = () =>
    act(t('saved.copied', 'Link copied'), async () => {
      if (!(await copyText(new URL(href, window.location.origin).toString()))) {
        throw new Error(t('saved.notCopied', 'The browser did not allow copying'));
      }
    });
  const overwrite = () =>
    view &&
    act(t('saved.overwritten', '"{{-name}}" now has the current filters', { name }), async () => {
      await change(saved, { link: linkOf(view, hasTime(saved)) });
      return () => change(saved, { link: linkOf(saved, hasTime(saved)) });
    });
  const toggleStart = () =>
    act(
      isStart
        ? t('saved.startOff', 'The app opens where the organization has chosen')
        : t('saved.startOn', 'The app opens with "{{-name}}"', { name }),
      () => setStart(isStart ? undefined : startAt(id))
    );
  return (
    <span className={cx(styles.tools, isStart && styles.always)}>
      <Tool
        icon="home-alt"
        label={
          isStart
            ? t('saved.startRemove', 'Do not open the app with "{{-name}}"', { name })
            : t('saved.startSet', 'Open the app with "{{-name}}"', { name })
        }
        isOn={isStart}
        onClick={toggleStart}
      />
      <Tool icon="link" label={t('saved.copy', 'Copy the link of "{{-name}}"', { name })} onClick={copy} />
      {mayChange(owner) && (
        <>
          {view && isChanged && (
            <Tool
              icon="save"
              label={t('saved.overwrite', 'Overwrite "{{-name}}" with the current filters', { name })}
              onClick={overwrite}
            />
          )}
          <Tool icon="pen" label={t('saved.rename', 'Rename "{{-name}}"', { name })} onClick={rename} />
          <Tool
            icon="trash-alt"
            label={t('saved.delete', 'Delete "{{-name}}"', { name })}
            onClick={() => act(t('saved.deleted', '"{{-name}}" is deleted', { name }), () => remove(saved))}
          />
        </>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
  }),
  current: css({ background: theme.colors.action.selected }),
  apply: css({ ...BARE, flex: 1, minWidth: 0, padding: theme.spacing(0.5, 1), textAlign: 'left' }),
  name: css({ ...ELLIPSIS, display: 'block' }),
  about: css({ ...ELLIPSIS, ...quiet(theme), display: 'block' }),
  tools: css({
    flex: 'none',
    display: 'flex',
    gap: theme.spacing(0.5),
    paddingRight: theme.spacing(0.5),
    '@media (hover: hover)': { opacity: 0, 'li:hover &, li:focus-within &': { opacity: 1 } },
  }),
  always: css({ '@media (hover: hover)': { opacity: 1 } }),
});
