import { useAsking } from '../view/Asking';
import { useRefreshed } from '../view/useRefreshed';
import { type Marks, marksOf } from './marks';

/** The range's events; an automatic refresh adds what is new. */
export function useMarks() {
  const { source, query, queryKey } = useAsking();
  return useRefreshed<Marks>(queryKey, (span, known) => marksOf(source, query, span, known));
}
