import { t } from '@grafana/i18n';
import { type EventRecord } from '@kubernetes-events/event';
import { containerOf, type Facts, probeOf } from './facts';

export const unschedulable = (facts: Facts) =>
  t('story.unschedulable', 'Scheduling failed {{count}} times, last: {{-message}}', facts);
export const imageBackOff = (facts: Facts) => t('story.imageBackOff', 'Image pull backed off {{count}} times', facts);
export const outOfMemory = (facts: Facts) =>
  t('story.outOfMemory', 'Out of memory {{count}} times, last: {{-message}}', facts);
export const died = (facts: Facts) => t('story.died', 'A container died {{count}} times, last: {{-message}}', facts);
export const changed = (facts: Facts) => t('story.changed', 'Changed {{count}} times, last: {{-message}}', facts);
export const configured = (facts: Facts) =>
  t('story.configured', 'Configuration changed {{count}} times, last: {{-message}}', facts);
export const rolledBack = (facts: Facts) =>
  t('story.rolledBack', 'Rolled back {{count}} times, last: {{-message}}', facts);
export const noMount = (facts: Facts) =>
  t('story.noMount', 'Volume mount failed {{count}} times, last: {{-message}}', facts);
export const noAttach = (facts: Facts) =>
  t('story.noAttach', 'Volume attach failed {{count}} times, last: {{-message}}', facts);
export const noMetrics = (facts: Facts) =>
  t('story.noMetrics', 'Metrics not available {{count}} times, last: {{-message}}', facts);
export const scaled = (facts: Facts) => t('story.scaled', 'Scaled {{count}} times, last: {{-message}}', facts);
export const rescaled = (facts: Facts) =>
  t('story.rescaled', 'Rescaled by the autoscaler {{count}} times, last: {{-message}}', facts);
export const jobEnded = (facts: Facts) => t('story.jobEnded', 'Job ended: {{-message}}', facts);
export const nodeReady = (facts: Facts) => t('story.nodeReady', 'Reported as ready {{count}} times', facts);
export const nodeNotReady = (facts: Facts) => t('story.nodeNotReady', 'Reported as not ready {{count}} times', facts);
export const onNotReadyNode = (facts: Facts) =>
  t('story.onNotReadyNode', 'Its node was reported as not ready {{count}} times', facts);
export const taint = (facts: Facts) => t('story.taint', 'Node taint: marked for deletion {{count}} times', facts);
export const taintCancelled = (facts: Facts) =>
  t('story.taintCancelled', 'Node taint: deletion cancelled {{count}} times', facts);
export const preempted = (facts: Facts) => t('story.preempted', 'Preempted: {{-message}}', facts);
export const evicted = (facts: Facts) => t('story.evicted', 'Evicted: {{-message}}', facts);
export const restarted = (facts: Facts) =>
  t('story.restarted', 'Container killed to restart it {{count}} times, last: {{-message}}', facts);
export const stopped = (facts: Facts) =>
  t('story.stopped', 'Container stopped {{count}} times, last: {{-message}}', facts);
export const deletedText = (record: EventRecord) =>
  t('story.deleted', 'Deleted by {{-kind}} {{-name}}: {{-message}}', { ...record });

/** For a warning that no rule knows: its reason, how often, and its own words. */
export const warningText = (facts: Facts) =>
  t('story.other', '{{-reason}} {{count}} times, last: {{-message}}', { ...facts, reason: facts.last.reason });

export const scheduled = ({ message }: Facts) =>
  t('story.scheduled', 'Scheduled on {{-node}}', { node: / to (\S+)$/.exec(message)?.[1] ?? '' });

export function image({ records }: Facts) {
  const images = records.flatMap(({ message }) => /image "?([^" ]+)"?/i.exec(message)?.[1] ?? []);
  return t('story.image', 'Image on the node: {{-images}}', { images: [...new Set(images)].join(', ') });
}

export const noImage = (facts: Facts) =>
  t('story.noImage', 'Image pull failed {{count}} times, last: {{-message}}', without(/^Error: /, facts));

export const unusableImage = (facts: Facts) =>
  t('story.unusableImage', 'Image not usable {{count}} times, last: {{-message}}', without(/^Error: /, facts));

export const noContainer = (facts: Facts) =>
  t('story.noContainer', 'Container failed to start {{count}} times, last: {{-message}}', without(/^Error: /, facts));

export function started({ count, last }: Facts) {
  const container = containerOf(last);
  return container
    ? t('story.startedContainer', 'Container {{-container}} started {{count}} times', { count, container })
    : t('story.started', 'A container started {{count}} times', { count });
}

/** The kubelet writes of a restart also if the container has never started. */
export const backOff = ({ count, all, last }: Facts) =>
  all.some((record) => record.reason === 'Started' && containerOf(record) === containerOf(last))
    ? t('story.backOff', 'Restart backed off {{count}} times', { count })
    : t('story.startBackOff', 'Start of a failing container backed off {{count}} times', { count });

export const probe = (facts: Facts) =>
  t('story.probe', '{{-probe}} probe failed {{count}} times, last: {{-message}}', {
    ...without(/^\w+ probe (failed|errored)( and resulted in unknown state)?: /, facts),
    probe: probeOf(facts.last),
  });

/** `… is forbidden: exceeded quota: NAME, requested: A, used: B, limited: C` (pkg/quota/v1, admission). */
const QUOTA = /exceeded quota: (\S+), requested: (\S+), used: (\S+), limited: (\S+)/;

export function quota(facts: Facts) {
  const [, name, requested, used, limited] = QUOTA.exec(facts.message) ?? [];
  return name
    ? t(
        'story.quota',
        'Creation failed {{count}} times: quota {{-name}} exceeded (requested {{-requested}}, used {{-used}}, limit {{-limited}})',
        { count: facts.count, name, requested, used, limited }
      )
    : notCreated(facts);
}

export const notCreated = (facts: Facts) =>
  t('story.notCreated', 'Creation failed {{count}} times, last: {{-message}}', without(/^Error creating: /, facts));

const without = (start: RegExp, facts: Facts): Facts => ({ ...facts, message: facts.message.replace(start, '') });
