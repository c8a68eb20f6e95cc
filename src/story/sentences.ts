import { t } from '@grafana/i18n';
import { type EventRecord } from '@kubernetes-events/event';
import { identityKey } from '@kubernetes-events/logql';
import { childIn } from './relations';
import { type Story } from './storyOf';

const occurrences = (records: readonly EventRecord[]) =>
  Math.max(
    records.reduce((sum, { increment }) => sum + increment, 0),
    ...records.map(({ count }) => count)
  );

/** By the container that the field path names; an empty text where none is. */
function byContainer(records: readonly EventRecord[]): Map<string, EventRecord[]> {
  const containers = new Map<string, EventRecord[]>();
  for (const record of records) {
    const name = /\{(.+)\}/.exec(record.fieldPath)?.[1] ?? '';
    containers.set(name, [...(containers.get(name) ?? []), record]);
  }
  return containers;
}

/** An object's life in a few plain sentences, as far as its events tell. */
export function sentencesOf(own: readonly EventRecord[], related: Story['related']): string[] {
  const of = (...reasons: string[]) => own.filter(({ reason }) => reasons.includes(reason));
  const plain = { interpolation: { escapeValue: false } };
  const sentences: string[] = [];
  const say = (records: readonly EventRecord[], sentence: (last: EventRecord) => string) => {
    const last = records.at(-1);
    if (last) {
      sentences.push(sentence(last));
    }
  };
  say(of('Scheduled'), ({ message }) =>
    t('story.scheduled', 'Put on {{node}}.', { node: / to (\S+)$/.exec(message)?.[1] ?? '?', ...plain })
  );
  say(of('FailedScheduling'), ({ message }) =>
    t('story.unschedulable', 'Found no place {{count}} times, last: {{message}}', {
      count: occurrences(of('FailedScheduling')),
      message,
      ...plain,
    })
  );
  say(of('Pulled'), ({ message }) =>
    t('story.image', 'Ran the image {{image}}.', { image: /image "?([^" ]+)"?/i.exec(message)?.[1] ?? '?', ...plain })
  );
  say(
    of('ErrImagePull', 'ImagePullBackOff', 'Failed').filter(({ message }) => /pull|image/i.test(message)),
    ({ message }) => t('story.noImage', 'Could not get its image: {{message}}', { message, ...plain })
  );
  for (const [container, started] of byContainer(of('Started'))) {
    say(started, () =>
      container
        ? t('story.startedContainer', 'Started {{container}} {{count}} times.', {
            count: occurrences(started),
            container,
            ...plain,
          })
        : t('story.started', 'Started a container {{count}} times.', {
            count: occurrences(started),
          })
    );
  }
  say(of('BackOff', 'CrashLoopBackOff'), () =>
    t('story.backOff', 'Held back from starting again {{count}} times.', {
      count: occurrences(of('BackOff', 'CrashLoopBackOff')),
    })
  );
  for (const probe of ['Liveness', 'Readiness', 'Startup']) {
    const failed = of('Unhealthy').filter(({ message }) => message.startsWith(probe));
    say(failed, ({ message }) =>
      t('story.probe', '{{probe}} probe failed {{count}} times, last: {{message}}', {
        count: occurrences(failed),
        probe,
        message: message.replace(/^\w+ probe failed: /, ''),
        ...plain,
      })
    );
  }
  say(of('OOMKilling', 'OOMKilled'), ({ message }) =>
    t('story.oom', 'Ran out of memory: {{message}}', { message, ...plain })
  );
  say(of('FailedMount', 'FailedAttachVolume'), ({ message }) =>
    t('story.noVolume', 'Waited for a volume {{count}} times, last: {{message}}', {
      count: occurrences(of('FailedMount', 'FailedAttachVolume')),
      message,
      ...plain,
    })
  );
  say(of('ScalingReplicaSet', 'SuccessfulRescale'), ({ message }) =>
    t('story.scaled', 'Scaled {{count}} times, last: {{message}}', {
      count: occurrences(of('ScalingReplicaSet', 'SuccessfulRescale')),
      message,
      ...plain,
    })
  );
  say(of('Completed', 'BackoffLimitExceeded', 'DeadlineExceeded'), ({ message }) =>
    t('story.ended', 'In the end: {{message}}', { message, ...plain })
  );
  say(of('NodeNotReady', 'NodeReady'), ({ message }) =>
    t('story.ready', 'Last heard: {{message}}', { message, ...plain })
  );
  say(of('Preempted', 'TaintManagerEviction'), ({ message }) =>
    t('story.pushedOut', 'Had to make room: {{message}}', { message, ...plain })
  );
  say(of('Evicted'), ({ message }) => t('story.evicted', 'Evicted: {{message}}', { message, ...plain }));
  say(of('Killing'), ({ message }) => t('story.killed', 'Ended: {{message}}', { message, ...plain }));
  say(deletions(own, related), ({ kind, name, message }) =>
    t('story.deleted', 'Deleted by {{kind}} {{name}}: {{message}}', { kind, name, message, ...plain })
  );
  return sentences;
}

/** Events of an owner that tell that it deleted this object. */
function deletions([first]: readonly EventRecord[], related: Story['related']): EventRecord[] {
  return related
    .filter(({ relation }) => relation.role === 'owner')
    .map(({ record }) => record)
    .filter((record) => {
      const child = /deleted? (pod|job)/i.test(record.message) ? childIn(record) : undefined;
      return child && first && identityKey(child) === identityKey(first);
    });
}
