import { type Metrics } from '../../telemetry/metrics.ts';
import { type Push } from './http.ts';

/** The push, with its requests in the metrics: how many are in flight, and how long each took by status. */
export function measured(push: Push, metrics: Pick<Metrics, 'pushesInFlight' | 'pushSeconds'>): Push {
  return async (body, permit) => {
    const startedMs = performance.now();
    metrics.pushesInFlight.inc();
    try {
      const answer = await push(body, permit);
      metrics.pushSeconds.observe({ status: answer.status || 'none' }, (performance.now() - startedMs) / 1000);
      return answer;
    } finally {
      metrics.pushesInFlight.dec();
    }
  };
}
