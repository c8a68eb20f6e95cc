import { t } from '@grafana/i18n';
import { type EventRecord } from '@kubernetes-events/event';
import { containerOf, type Facts, probeOf } from './facts';

// React escapes what it renders.
const RAW = { interpolation: { escapeValue: false } };

export const scheduled = ({ message }: Facts) =>
  t('story.scheduled', 'Scheduled on {{node}}', { node: / to (\S+)$/.exec(message)?.[1] ?? '', ...RAW });

export const unschedulable = ({ count, message }: Facts) =>
  t('story.unschedulable', 'Scheduling failed {{count}} times, last: {{message}}', { count, message, ...RAW });

export function image({ records }: Facts) {
  const images = records.flatMap(({ message }) => /image "?([^" ]+)"?/i.exec(message)?.[1] ?? []);
  return t('story.image', 'Image on the node: {{images}}', { images: [...new Set(images)].join(', '), ...RAW });
}

export const noImage = ({ count, message }: Facts) =>
  t('story.noImage', 'Image pull failed {{count}} times, last: {{message}}', {
    count,
    message: message.replace(/^Error: /, ''),
    ...RAW,
  });

export const noContainer = ({ count, message }: Facts) =>
  t('story.noContainer', 'Container failed to start {{count}} times, last: {{message}}', {
    count,
    message: message.replace(/^Error: /, ''),
    ...RAW,
  });

export function started({ count, last }: Facts) {
  const container = containerOf(last);
  return container
    ? t('story.startedContainer', 'Container {{container}} started {{count}} times', { count, container, ...RAW })
    : t('story.started', 'A container started {{count}} times', { count });
}

export const imageBackOff = ({ count }: Facts) =>
  t('story.imageBackOff', 'Image pull backed off {{count}} times', { count });

/** The kubelet writes of a restart also if the container has never started. */
export const backOff = ({ count, all }: Facts) =>
  all.some(({ reason }) => reason === 'Started')
    ? t('story.backOff', 'Restart backed off {{count}} times', { count })
    : t('story.startBackOff', 'Start of a failing container backed off {{count}} times', { count });

export const probe = ({ count, last, message }: Facts) =>
  t('story.probe', '{{probe}} probe failed {{count}} times, last: {{message}}', {
    count,
    probe: probeOf(last),
    message: message.replace(/^\w+ probe (failed|errored)( and resulted in unknown state)?: /, ''),
    ...RAW,
  });

export const outOfMemory = ({ count, message }: Facts) =>
  t('story.outOfMemory', 'Out of memory {{count}} times, last: {{message}}', { count, message, ...RAW });

export const noMount = ({ count, message }: Facts) =>
  t('story.noMount', 'Volume mount failed {{count}} times, last: {{message}}', { count, message, ...RAW });

export const noAttach = ({ count, message }: Facts) =>
  t('story.noAttach', 'Volume attach failed {{count}} times, last: {{message}}', { count, message, ...RAW });

/** `… is forbidden: exceeded quota: NAME, requested: A, used: B, limited: C` (pkg/quota/v1, admission). */
const QUOTA = /exceeded quota: (\S+), requested: (\S+), used: (\S+), limited: (\S+)/;

export function quota(facts: Facts) {
  const [, name, requested, used, limited] = QUOTA.exec(facts.message) ?? [];
  return name
    ? t(
        'story.quota',
        'Creation failed {{count}} times: quota {{name}} exceeded (requested {{requested}}, used {{used}}, limit {{limited}})',
        { count: facts.count, name, requested, used, limited, ...RAW }
      )
    : notCreated(facts);
}

export const notCreated = ({ count, message }: Facts) =>
  t('story.notCreated', 'Creation failed {{count}} times, last: {{message}}', {
    count,
    message: message.replace(/^Error creating: /, ''),
    ...RAW,
  });

export const noMetrics = ({ count, message }: Facts) =>
  t('story.noMetrics', 'Metrics not available {{count}} times, last: {{message}}', { count, message, ...RAW });

export const scaled = ({ count, message }: Facts) =>
  t('story.scaled', 'Scaled {{count}} times, last: {{message}}', { count, message, ...RAW });

export const rescaled = ({ count, message }: Facts) =>
  t('story.rescaled', 'Rescaled by the autoscaler {{count}} times, last: {{message}}', { count, message, ...RAW });

export const jobEnded = ({ message }: Facts) => t('story.jobEnded', 'Job ended: {{message}}', { message, ...RAW });

export const nodeReady = ({ count }: Facts) => t('story.nodeReady', 'Reported as ready {{count}} times', { count });

export const nodeNotReady = ({ count }: Facts) =>
  t('story.nodeNotReady', 'Reported as not ready {{count}} times', { count });

export const onNotReadyNode = ({ count }: Facts) =>
  t('story.onNotReadyNode', 'Its node was reported as not ready {{count}} times', { count });

export const taint = ({ count }: Facts) =>
  t('story.taint', 'Node taint: marked for deletion {{count}} times', { count });

export const taintCancelled = ({ count }: Facts) =>
  t('story.taintCancelled', 'Node taint: deletion cancelled {{count}} times', { count });

export const preempted = ({ message }: Facts) => t('story.preempted', 'Preempted: {{message}}', { message, ...RAW });

export const evicted = ({ message }: Facts) => t('story.evicted', 'Evicted: {{message}}', { message, ...RAW });

export const restarted = ({ count, message }: Facts) =>
  t('story.restarted', 'Container killed to restart it {{count}} times, last: {{message}}', { count, message, ...RAW });

export const stopped = ({ count, message }: Facts) =>
  t('story.stopped', 'Container stopped {{count}} times, last: {{message}}', { count, message, ...RAW });

export const other = ({ count, last, message }: Facts) =>
  t('story.other', '{{reason}} {{count}} times, last: {{message}}', { count, reason: last.reason, message, ...RAW });

export const deletedText = ({ kind, name, message }: EventRecord) =>
  t('story.deleted', 'Deleted by {{kind}} {{name}}: {{message}}', { kind, name, message, ...RAW });
