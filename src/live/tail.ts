import { locationUtil } from '@grafana/data';
import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { Observable } from 'rxjs';

/** What one connection sends: that it is open, then messages. It completes when the connection ends. */
export type TailPart =
  | { what: 'open' }
  /** `dropped`: how many Loki left out, as it or the connection could not keep up. */
  | { what: 'message'; records: EventRecord[]; dropped: number };

/** As Loki sends it: https://grafana.com/docs/loki/latest/reference/loki-http-api/#stream-logs */
interface TailMessage {
  streams?: Array<{ stream: Record<string, string>; values: Array<[string, string]> }> | null;
  dropped_entries?: unknown[] | null;
}

/** How many of the entries before its start Loki sends along. */
const LIMIT = 500;

/**
 * A filter that lets everything through, as no entry has that label. Loki's tail sends structured metadata only if the
 * query has a stage (as read in its 3.7, pkg/ingester/tailer.go).
 */
const ANY_STAGE = '| __any__=""';

/** One connection to Loki's tail, through Grafana's data source proxy, from an instant on (milliseconds). */
export function tail(proxy: string, expr: string, since: number): Observable<TailPart> {
  return new Observable((subscriber) => {
    const socket = new WebSocket(addressOf(proxy, `${expr} ${ANY_STAGE}`, since));
    socket.onopen = () => subscriber.next({ what: 'open' });
    socket.onmessage = ({ data }: MessageEvent<string>) => subscriber.next(partOf(JSON.parse(data) as TailMessage));
    socket.onclose = () => subscriber.complete();
    return () => {
      socket.onclose = null;
      socket.close();
    };
  });
}

function addressOf(proxy: string, query: string, since: number): string {
  const params = new URLSearchParams({ query, start: `${Math.round(since)}000000`, limit: String(LIMIT) });
  const url = new URL(locationUtil.assureBaseUrl(`${proxy}/loki/api/v1/tail?${params}`), window.location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

function partOf({ streams, dropped_entries: dropped }: TailMessage): TailPart {
  const records = (streams ?? []).flatMap(({ stream, values }) =>
    values.map(([timestampNs, line]) => recordOf({ timestampNs, line, labels: stream }))
  );
  return { what: 'message', records, dropped: dropped?.length ?? 0 };
}
