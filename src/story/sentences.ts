import { t } from '@grafana/i18n';
import { type EventRecord } from '@kubernetes-events/event';

const occurrences = (records: readonly EventRecord[]) =>
  Math.max(
    records.reduce((sum, { increment }) => sum + increment, 0),
    ...records.map(({ count }) => count)
  );

/** An object's life in a few plain sentences, as far as its events tell. */
export function sentencesOf(own: readonly EventRecord[]): string[] {
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
    t('story.unschedulable', 'Found no place {{n}} times, last: {{message}}', {
      n: occurrences(of('FailedScheduling')),
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
  say(of('Started'), () => t('story.started', 'Started a container {{n}} times.', { n: occurrences(of('Started')) }));
  say(of('BackOff', 'CrashLoopBackOff'), () =>
    t('story.backOff', 'Held back from starting again {{n}} times.', {
      n: occurrences(of('BackOff', 'CrashLoopBackOff')),
    })
  );
  for (const probe of ['Liveness', 'Readiness', 'Startup']) {
    const failed = of('Unhealthy').filter(({ message }) => message.startsWith(probe));
    say(failed, ({ message }) =>
      t('story.probe', '{{probe}} probe failed {{n}} times, last: {{message}}', {
        probe,
        n: occurrences(failed),
        message: message.replace(/^\w+ probe failed: /, ''),
        ...plain,
      })
    );
  }
  say(of('Evicted'), ({ message }) => t('story.evicted', 'Evicted: {{message}}', { message, ...plain }));
  say(of('Killing'), ({ message }) => t('story.killed', 'Ended: {{message}}', { message, ...plain }));
  return sentences;
}
