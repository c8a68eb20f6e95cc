import { t } from '@grafana/i18n';
import { useUrl } from '../view/url/useUrl';
import { objectUrl } from '../view/url/object';
import { valueLabel } from '../fields/fields';
import { Choice } from '../shared/Choice';
import { type Story } from './storyOf';

/** Which cluster the object is in, if a link does not say so and several have one of this name. */
export function Clusters({ story: { clusters, object } }: { story: Story }) {
  const [, update] = useUrl(objectUrl);
  if (clusters.length < 2) {
    return null;
  }
  return (
    <Choice
      label={t('story.clusters', '{{n}} clusters have an object of this name:', { n: clusters.length })}
      value={object.cluster}
      options={clusters.map((cluster) => ({ value: cluster, label: valueLabel(cluster) }))}
      onChange={(cluster) => update({ cluster, uid: '', event: '' })}
    />
  );
}
