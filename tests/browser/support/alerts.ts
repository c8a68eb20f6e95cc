import { grafanaApi } from './panels.ts';
import { type World } from './world.ts';

const RULE = 'spec-always';
const FOLDER = 'spec-alerts';

interface Rules {
  data: { groups: Array<{ rules: Array<{ alerts?: Array<{ labels: Record<string, string> }>; state: string }> }> };
}

/** A rule that always fires, with an instance that has these labels; its uid, once it does. */
export async function fireAlert(world: World, labels: Record<string, string>): Promise<string> {
  await grafanaApi(world, '/api/folders', { body: { uid: FOLDER, title: 'Spec' } }).catch(() => undefined);
  await grafanaApi(world, `/api/v1/provisioning/alert-rules/${RULE}`, { method: 'DELETE' }).catch(() => undefined);
  const source = { datasourceUid: '__expr__', relativeTimeRange: { from: 60, to: 0 } };
  const body = {
    uid: RULE,
    title: 'Always',
    folderUID: FOLDER,
    ruleGroup: 'spec',
    orgID: 1,
    condition: 'A',
    for: '0s',
    noDataState: 'OK',
    execErrState: 'Error',
    labels,
    data: [{ refId: 'A', ...source, model: { refId: 'A', type: 'math', expression: '1 > 0' } }],
  };
  await grafanaApi(world, '/api/v1/provisioning/alert-rules', { body });
  await grafanaApi(world, `/api/v1/provisioning/folder/${FOLDER}/rule-groups/spec`, {
    method: 'PUT',
    body: { title: 'spec', folderUid: FOLDER, interval: 10, rules: [body] },
  });
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const { data } = await grafanaApi<Rules>(world, `/api/prometheus/grafana/api/v1/rules?folder_uid=${FOLDER}`);
    const alerts = data.groups.flatMap(({ rules }) => rules.flatMap((rule) => rule.alerts ?? []));
    // Those of the rule before it may still be there for a moment.
    const isOwn = (alert: (typeof alerts)[number]) => Object.entries(labels).every(([k, v]) => alert.labels[k] === v);
    if (alerts.length > 0 && alerts.every(isOwn)) {
      return RULE;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the rule did not fire within a minute');
}
