import { useEffect, useMemo, useState } from 'react';
import {
  CoreApp,
  DashboardCursorSync,
  DataHoverEvent,
  EventBusSrv,
  type DataFrame,
  getDefaultTimeRange,
  getPanelOptionsWithDefaults,
  LoadingState,
  type PanelData,
  type PanelPlugin,
  type PanelProps,
  rangeUtil,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { PanelContextProvider } from '@grafana/ui';
import { lastValueFrom } from 'rxjs';
import { useSearchParams } from 'react-router-dom';
import { type HostLoki } from './loki';

// A dashboard has editors for a panel's options; here only their defaults are used.
standardEditorsRegistry.setInit(() =>
  ['multi-select', 'select', 'radio', 'boolean', 'number', 'text'].map((id) => ({ id, name: id, editor: () => null }))
);
standardFieldConfigEditorRegistry.setInit(() => []);

const NO_FIELDS = { defaults: {}, overrides: [] };

/** A panel as a dashboard mounts it, fed by `?expr=`, with `?options=` as JSON, `?from=` and `?shape=dataplane`. */
export function PanelPage({ plugin }: { plugin: PanelPlugin }) {
  const [params, setParams] = useSearchParams();
  const [bus] = useState(() => new EventBusSrv());
  const [hover, setHover] = useState('');
  const expr = params.get('expr') ?? '{_kind=~".+"}';
  const from = params.get('from') ?? 'now-3h';
  const to = params.get('to') ?? 'now';
  const dataplane = params.get('shape') === 'dataplane';
  const range = useMemo(() => rangeUtil.convertRawToRange({ from: instant(from), to: instant(to) }), [from, to]);
  const [data, setData] = useState<PanelData>({ state: LoadingState.Loading, series: [], timeRange: range });

  useEffect(() => {
    const seen = bus.getStream(DataHoverEvent).subscribe(({ payload }) => setHover(String(payload.point.time)));
    return () => seen.unsubscribe();
  }, [bus]);
  useEffect(() => {
    void ask(expr, range).then(
      (series) =>
        setData({ ...asked(expr, range), state: LoadingState.Done, series: dataplane ? series.map(other) : series }),
      () => setData({ ...asked(expr, range), state: LoadingState.Error, series: [] })
    );
  }, [expr, range, dataplane]);

  const { options, fieldConfig } = getPanelOptionsWithDefaults({
    plugin,
    currentOptions: JSON.parse(params.get('options') ?? '{}') as Record<string, unknown>,
    currentFieldConfig: NO_FIELDS,
    isAfterPluginChange: false,
  });
  const size = { width: Number(params.get('width') ?? 1200), height: 420 };
  const Panel = plugin.panel as React.ComponentType<PanelProps>;
  return (
    <PanelContextProvider
      value={{ eventsScope: 'host', eventBus: bus, sync: () => DashboardCursorSync.Crosshair, app: CoreApp.Dashboard }}
    >
      <div data-testid="host-panel" data-hover={hover} style={{ padding: 8 }}>
        <Panel
          {...size}
          id={1}
          title=""
          transparent={false}
          renderCounter={0}
          data={data}
          timeRange={range}
          timeZone="browser"
          options={options}
          fieldConfig={fieldConfig}
          eventBus={bus}
          replaceVariables={(text) => text}
          onOptionsChange={() => undefined}
          onFieldConfigChange={() => undefined}
          onChangeTimeRange={(span) =>
            setParams((before) => {
              before.set('from', String(span.from));
              before.set('to', String(span.to));
              return before;
            })
          }
        />
      </div>
    </PanelContextProvider>
  );
}

const instant = (text: string) => (/^\d+$/.test(text) ? new Date(Number(text)).toISOString() : text);

async function ask(expr: string, range: PanelData['timeRange']): Promise<DataFrame[]> {
  const source = (await getDataSourceSrv().get('loki')) as unknown as HostLoki;
  const request = { ...asked(expr, range).request, range, scopedVars: {} } as Parameters<HostLoki['query']>[0];
  const { data, errors } = await lastValueFrom(source.query(request));
  if (errors?.length) {
    throw new Error(errors[0]?.message);
  }
  return (data as DataFrame[]).map((frame) => ({
    ...frame,
    meta: { ...frame.meta, executedQueryString: `Expr: ${expr}` },
  }));
}

const asked = (expr: string, timeRange = getDefaultTimeRange()) => ({
  timeRange,
  request: {
    targets: [{ refId: 'A', expr, queryType: 'range', datasource: { type: 'loki', uid: 'loki' } }],
  } as unknown as PanelData['request'],
});

/** Grafana's other shape of log frames: `timestamp`, `body`, `labels`, `id`. */
function other(frame: DataFrame): DataFrame {
  const names: Record<string, string> = { Time: 'timestamp', Line: 'body' };
  const fields = frame.fields
    .filter(({ name }) => name !== 'tsNs')
    .map((field) => ({ ...field, name: names[field.name] ?? field.name }));
  return { ...frame, fields };
}
