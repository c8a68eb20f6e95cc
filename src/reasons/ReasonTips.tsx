import { lazy, Suspense, useEffect } from 'react';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { closeTip, usePointed } from '../fields/pointedReason';

// The catalogue is large: it comes when someone first points at a reason.
const ReasonTip = lazy(() => import('./ReasonTip'));

/** Shows the meaning of a reason on hover, one at a time. */
export function ReasonTips() {
  const pointed = usePointed();
  useEffect(() => {
    if (!pointed) {
      return undefined;
    }
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && closeTip();
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('scroll', closeTip, true);
    document.addEventListener('pointerdown', onPress, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('scroll', closeTip, true);
      document.removeEventListener('pointerdown', onPress, true);
    };
  }, [pointed]);
  return pointed ? (
    <ErrorBoundary key={pointed.reason} quiet>
      <Suspense fallback={null}>
        <ReasonTip {...pointed} />
      </Suspense>
    </ErrorBoundary>
  ) : null;
}

/** A press elsewhere is about something else; one on the tip is about the tip. */
function onPress({ target }: PointerEvent): void {
  if (!(target instanceof Element && target.closest('[role="tooltip"]'))) {
    closeTip();
  }
}
