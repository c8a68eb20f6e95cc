import { useMemo } from 'react';
import { useView } from '../app/ViewContext';
import { type ObjectName } from '../loki/objectQuery';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';
import { storyOf } from './storyOf';

export function useStory({ kind, namespace, name }: ObjectName, uid: string) {
  const { source, query } = useView();
  const { span, round } = useTime();
  const { base } = query;
  const baseKey = JSON.stringify(base);
  const answer = useLoki(
    () => (name ? storyOf({ source, base, span }, { kind, namespace, name }, uid) : undefined),
    [source, baseKey, kind, namespace, name, uid, span, round]
  );
  return useMemo(() => ({ ...answer, story: answer.data }), [answer]);
}
