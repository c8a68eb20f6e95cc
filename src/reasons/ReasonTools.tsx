import { useEffect, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, Icon, Input, useStyles2 } from '@grafana/ui';
import { CATALOGUE, type Language, SERIOUSNESS } from '@kubernetes-events/reasons';
import { useUrl } from '../view/url/useUrl';
import { reasonsUrl } from './url';
import { Choice } from '../shared/Choice';
import { testIds } from '../shared/testIds';
import { number } from '../shared/values/number';
import { WRAP, quiet } from '../shared/styles';

const TYPING = 150;

/** Filters for the catalogue: words, reporter, seriousness, what happened. */
export function ReasonTools({ language, found }: { language: Language; found?: number }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(reasonsUrl);
  const emitters = useMemo(() => [...new Set(CATALOGUE.map(({ emitter }) => emitter))].sort(), []);
  return (
    <div className={styles.tools}>
      <SearchBox />
      <Choice
        label={t('reasons.from', 'Reported by')}
        value={state.emitter}
        options={[
          { value: '', label: t('reasons.anyone', 'anyone') },
          ...emitters.map((emitter) => ({ value: emitter, label: emitter })),
        ]}
        onChange={(emitter) => update({ emitter })}
      />
      <Choice
        label={t('reasons.serious', 'How serious')}
        value={state.seriousness}
        options={[
          { value: '', label: t('reasons.any', 'any') },
          ...[...SERIOUSNESS].reverse().map((level) => ({ value: level, label: language.seriousness[level] })),
        ]}
        onChange={(seriousness) => update({ seriousness })}
      />
      <Checkbox
        label={t('reasons.seen', 'Only those with events in this time range')}
        value={state.seen}
        onChange={(event) => update({ seen: event.currentTarget.checked })}
      />
      <span role="status" className={styles.found}>
        {found !== undefined &&
          t('reasons.found', '{{n}} of {{all}}', { n: number(found), all: number(CATALOGUE.length) })}
      </span>
    </div>
  );
}

/** Searches while the user types; the address follows when they pause. */
function SearchBox() {
  const [state, update] = useUrl(reasonsUrl);
  const [text, setText] = useState(state.search);
  useEffect(() => setText(state.search), [state.search]);
  useEffect(() => {
    if (text === state.search) {
      return undefined;
    }
    const timer = setTimeout(() => update({ search: text }, { replace: true }), TYPING);
    return () => clearTimeout(timer);
  }, [text, state.search, update]);
  return (
    <div className={css({ width: 'min(360px, 100%)' })}>
      <Input
        type="search"
        value={text}
        prefix={<Icon name="search" />}
        placeholder={t('reasons.search', 'Search reasons and their meanings')}
        aria-label={t('reasons.search', 'Search reasons and their meanings')}
        data-testid={testIds.text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tools: css({ ...WRAP, gap: theme.spacing(0.5, 2) }),
  found: css({ ...quiet(theme), marginLeft: 'auto' }),
});
