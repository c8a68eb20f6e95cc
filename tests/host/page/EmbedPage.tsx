import { useMemo } from 'react';
import { type AppPlugin, PluginContextProvider, rangeUtil } from '@grafana/data';
import { useSearchParams } from 'react-router-dom';
import { OBJECT_STORY, type ObjectStoryProps } from '../../../src/extensions/objectStory';

/** The object's story as another app embeds it: `?namespace=`, `?kind=`, `?name=`, `?from=`. */
export function EmbedPage({ plugin }: { plugin: AppPlugin }) {
  const [params] = useSearchParams();
  const from = params.get('from') ?? 'now-3h';
  const timeRange = useMemo(() => rangeUtil.convertRawToRange({ from, to: 'now' }), [from]);
  const Story = plugin.exposedComponentConfigs.find(({ id }) => id === OBJECT_STORY)
    ?.component as React.ComponentType<ObjectStoryProps>;
  const [namespace = '', kind = '', name = ''] = ['namespace', 'kind', 'name'].map((key) => params.get(key) ?? '');
  return (
    <PluginContextProvider meta={plugin.meta}>
      <h1>Another app</h1>
      <div style={{ height: 600 }}>
        <Story namespace={namespace} kind={kind} name={name} timeRange={timeRange} />
      </div>
    </PluginContextProvider>
  );
}
