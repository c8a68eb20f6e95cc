import { useEffect, useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import { usePluginContext } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { identityKey, identityOf } from '@kubernetes-events/logql';
import { type ObjectStoryProps } from '../extensions/objectStory';
import { t } from '@grafana/i18n';
import { ReasonTips } from '../reasons/ReasonTips';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { State } from '../shared/states/State';
import { testIds } from '../shared/testIds';
import { rangeText, spanOf } from '../shared/time/range';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';
import { StoryOf } from '../story/Story';
import { type Actions, ActionsContext } from '../view/Actions';
import { AskingContext } from '../view/Asking';
import { ROOT } from '../view/appId';
import { type AppSettings, SettingsContext } from '../view/settings';
import { Trouble } from '../view/states/Trouble';
import { changed } from '../view/url/changed';
import { searchText, written } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { onlyValues, toggleValue } from '../view/url/filters';
import { objectUrl } from '../view/url/object';
import { useMemoryUrl } from '../view/url/useMemoryUrl';
import { type Url, UrlContext, useUrl } from '../view/url/useUrl';
import { NoSource } from './NoSource';
import { useAppActions } from './useAppActions';
import { useAskingOf } from './useAskingOf';
import { useSharedTime } from './useSharedTime';

const url = { ...commonUrl, ...objectUrl };

/** An object's story inside another app: what is open in it stays in memory, and what leads elsewhere opens this app. */
export default function ObjectStory(props: ObjectStoryProps) {
  const settings = (usePluginContext()?.meta.jsonData ?? {}) as AppSettings;
  return (
    <SettingsContext.Provider value={settings}>
      <UrlContext.Provider value={useEmbeddedUrl(props)}>
        <ErrorBoundary>
          <Embedded timeRange={props.timeRange} settings={settings} />
        </ErrorBoundary>
      </UrlContext.Provider>
    </SettingsContext.Provider>
  );
}

/** The address that the app's own page of the story would have; another page is opened in the app. */
function useEmbeddedUrl(props: ObjectStoryProps): Url {
  const { datasourceUid = '', cluster = '', namespace, kind, name, timeRange, timeZone = '' } = props;
  const state = { ds: datasourceUid, ...rangeText(timeRange.raw), timeZone, cluster, namespace, kind, name };
  const { params, change } = useMemoryUrl(written(new URLSearchParams(), url, state).toString());
  return useMemo(
    () => ({
      params,
      change: (apply, { page } = {}) =>
        page ? locationService.push(`${ROOT}/${page}${searchText(changed(params, apply))}`) : change(apply),
    }),
    [params, change]
  );
}

function Embedded({ timeRange, settings }: Pick<ObjectStoryProps, 'timeRange'> & { settings: AppSettings }) {
  const [state] = useUrl(objectUrl);
  const object = identityOf(state);
  const { time } = useSharedTime();
  useRefreshWith(timeRange, time);
  const actions = useEmbeddedActions();
  const { uid, missing, error, again, asking } = useAskingOf(state, settings, time);
  return (
    <TimeContext.Provider value={time}>
      <div className={box}>
        {missing && <NotUsable name={missing.name} />}
        {!uid && !missing && <NoSource />}
        {error && <Trouble error={error} retry={again} />}
        {asking && (
          <AskingContext.Provider value={asking}>
            <ActionsContext.Provider value={actions}>
              <ReasonTips />
              <StoryOf key={identityKey(object)} object={object} />
            </ActionsContext.Provider>
          </AskingContext.Provider>
        )}
      </div>
    </TimeContext.Provider>
  );
}

/** The embedding app chooses the data source, so that there is none to choose here. */
function NotUsable({ name }: { name: string }) {
  return (
    <State
      icon="lock"
      title={t('source.missing.title', 'You cannot use the Loki data source “{{-name}}”', { name })}
      advice={t(
        'source.missing.embedded',
        'This page uses it. It does not exist in this organization, or you may not query it.'
      )}
      testId={testIds.error}
      alert
    />
  );
}

/** Refreshes when the embedding app does: `now-3h` stays the same text, and is another time. */
function useRefreshWith(timeRange: ObjectStoryProps['timeRange'], { refresh }: SharedTime): void {
  const { from, to } = spanOf(timeRange);
  const { from: fromText, to: toText } = rangeText(timeRange.raw);
  const last = useRef({ from, to, fromText, toText });
  useEffect(() => {
    const before = last.current;
    last.current = { from, to, fromText, toText };
    const isSameText = before.fromText === fromText && before.toText === toText;
    if (isSameText && (before.from !== from || before.to !== to)) {
      refresh();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `refresh` is another function each time
  }, [from, to, fromText, toText]);
}

/** Filters do not apply to a story: clicks on values open the app's events with them. */
function useEmbeddedActions(): Actions {
  const actions = useAppActions();
  const [{ filters }, update] = useUrl();
  return useMemo(
    () => ({
      ...actions,
      only: (values) => update({ filters: onlyValues(filters, values), event: '' }, { page: 'events' }),
      not: (field, value) =>
        update({ filters: toggleValue(filters, field, value, true), event: '' }, { page: 'events' }),
    }),
    [actions, filters, update]
  );
}

const box = css({
  display: 'flex',
  flexDirection: 'column',
  height: '100%',
  minHeight: 320,
  fontVariantNumeric: 'tabular-nums',
});
