import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Input, useStyles2 } from '@grafana/ui';
import { parseFieldSelector } from '@kubernetes-events/logql';
import { useUrl } from '../view/url/useUrl';
import { testIds } from '../shared/testIds';
import { complete, fieldsLike, KEPT_AS, type Spot, spotAt } from './complete';
import { FieldSelectorError } from './FieldSelectorError';
import { Suggestions } from './Suggestions';
import { useFieldValues } from './useFieldValues';

const MOST = 12;

/** A field selector as `kubectl get events --field-selector` takes it, with completion; Enter applies it. */
export function FieldSelectorBox() {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl();
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [text, setText] = useState(state.fieldSelector);
  const [spot, setSpot] = useState<Spot>();
  const [active, setActive] = useState(-1);
  const isLeft = useRef(false);
  useEffect(() => setText(state.fieldSelector), [state.fieldSelector]);

  const suggestions = useSuggestions(spot);
  const parsed = parseFieldSelector(text);
  const error = parsed.ok || spot ? undefined : parsed;

  const look = () => {
    setSpot(spotAt(input.current?.value ?? '', input.current?.selectionStart ?? 0));
    setActive(-1);
  };
  const apply = () => {
    setSpot(undefined);
    if (isLeft.current) {
      isLeft.current = false;
      setText(state.fieldSelector);
    } else if (parsed.ok && text !== state.fieldSelector) {
      update({ fieldSelector: text });
    }
  };
  /** Leaves the box as it was before: what is half typed is not applied. */
  const leave = () => {
    isLeft.current = true;
    input.current?.blur();
  };
  const choose = (choice: string) => {
    if (spot) {
      const next = complete(text, spot, choice);
      setText(next.text);
      setActive(-1);
      requestAnimationFrame(() => {
        input.current?.setSelectionRange(next.caret, next.caret);
        look();
      });
    }
  };
  /** The suggestion that a key takes. One that is in the text already would hold the focus in the box for ever. */
  const takenBy = ({ key, shiftKey }: KeyboardEvent): string | undefined => {
    const isTab = key === 'Tab' && !shiftKey;
    const chosen = suggestions[isTab && active < 0 && spot?.typed ? 0 : active];
    const isNew = spot !== undefined && chosen !== undefined && complete(text, spot, chosen).text !== text;
    return isNew && (isTab || key === 'Enter') ? chosen : undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const taken = takenBy(event);
    if (taken !== undefined) {
      choose(taken);
    } else if (step && suggestions.length > 0) {
      setActive((active + step + suggestions.length) % suggestions.length);
    } else {
      onOtherKey(event.key);
      return;
    }
    event.preventDefault();
  };
  const onOtherKey = (key: string) => {
    if (key === 'Enter') {
      apply();
    } else if (key === 'Escape') {
      leave();
    }
  };

  return (
    <div className={styles.box}>
      <Input
        ref={input}
        className={styles.input}
        value={text}
        invalid={Boolean(error)}
        role="combobox"
        aria-label={t('fieldSelector.label', 'kubectl field selector')}
        aria-expanded={suggestions.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        placeholder="type!=Normal,involvedObject.kind=Pod"
        spellCheck={false}
        autoComplete="off"
        prefix={<Icon name="filter" />}
        data-testid={testIds.fieldSelector}
        onChange={(event) => {
          setText(event.currentTarget.value);
          look();
        }}
        onFocus={look}
        onClick={look}
        onBlur={apply}
        onKeyDown={onKeyDown}
      />
      {spot && <Suggestions id={list} values={suggestions} active={active} choose={choose} />}
      {error && <FieldSelectorError text={text} fault={error.fault} position={error.position} />}
    </div>
  );
}

function useSuggestions(spot: Spot | undefined): string[] {
  const field = spot?.at === 'value' ? KEPT_AS[spot.field] : undefined;
  const { values } = useFieldValues(field ?? '_type', field !== undefined);
  if (!spot) {
    return [];
  }
  if (spot.at === 'field') {
    return fieldsLike(spot.typed);
  }
  const typed = spot.typed.toLowerCase();
  const fits = values.map(({ value }) => value).filter((value) => value && value.toLowerCase().includes(typed));
  return field && !(fits.length === 1 && fits[0] === spot.typed) ? fits.slice(0, MOST) : [];
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ position: 'relative' }),
  input: css({
    input: { fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize },
  }),
});
