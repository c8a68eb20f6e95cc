import { identityKey, type ObjectIdentity, unfiltered } from '@kubernetes-events/logql';
import { map, takeLast } from 'rxjs';
import { useAsking } from '../view/Asking';
import { LokiError } from '../loki/error';
import { useRefreshed } from '../view/useRefreshed';
import { type Story, storyOf } from './storyOf';

export function useStory(object: ObjectIdentity, uid: string) {
  const { source, query } = useAsking();
  const all = unfiltered(query);
  const question = JSON.stringify([all, identityKey(object), uid]);
  return useRefreshed<Story>(question, (span, known) => {
    const story = storyOf({ source, query: all, span }, object, uid);
    return known ? story.pipe(takeLast(1), map(keepingFamily(known))) : story;
  });
}

/** A refresh that cannot read the related objects leaves those that are shown. */
const keepingFamily =
  ({ relations, related }: Story) =>
  (story: Story): Story =>
    story.family instanceof LokiError ? { ...story, relations, related } : story;
