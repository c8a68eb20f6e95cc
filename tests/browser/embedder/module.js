/* global define -- Grafana loads plugins as AMD modules */
// An app of somebody else: it knows the component by its id alone, as docs/embed.md shows.
define(['react', '@grafana/data', '@grafana/runtime'], (
  { createElement, useState },
  { AppPlugin, dateTime },
  runtime
) => {
  const HOURS = 3;

  function Page() {
    const [timeRange] = useState(() => ({
      from: dateTime().subtract(HOURS, 'hours'),
      to: dateTime(),
      raw: { from: `now-${HOURS}h`, to: 'now' },
    }));
    const { component, isLoading } = runtime.usePluginComponent('lokievents-kubernetes-app/object-story/v1');
    if (!component) {
      return isLoading ? null : createElement('p', {}, 'The component is not there');
    }
    const story = { namespace: 'shop', kind: 'Deployment', name: 'web', timeRange };
    return createElement('div', { style: { height: 600 } }, createElement(component, story));
  }

  return { plugin: new AppPlugin().setRootPage(Page) };
});
