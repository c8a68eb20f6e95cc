import { useMemo } from 'react';
import { identityKey, type ObjectIdentity, unfiltered } from '@kubernetes-events/logql';
import { useView } from '../app/ViewContext';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';
import { storyOf } from './storyOf';

export function useStory(object: ObjectIdentity, uid: string) {
  const { source, query } = useView();
  const { span, round } = useTime();
  const where = JSON.stringify(unfiltered(query));
  const answer = useLoki(
    () => (object.name ? storyOf({ source, query, span }, object, uid) : undefined),
    [source, where, identityKey(object), uid, span, round]
  );
  return useMemo(() => ({ ...answer, story: answer.data }), [answer]);
}
