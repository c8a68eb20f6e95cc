import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { Observable } from 'rxjs';

/** What a tail tells of. */
export type TailNews =
  | { what: 'connected' }
  | { what: 'events'; records: EventRecord[] }
  /** Loki left some out, as it could not keep up. */
  | { what: 'dropped'; count: number }
  /** The connection is gone; tried again after `wait` milliseconds. */
  | { what: 'lost'; wait: number };

/** As Loki sends it: https://grafana.com/docs/loki/latest/reference/loki-http-api/#stream-logs */
interface TailMessage {
  streams?: Array<{ stream: Record<string, string>; values: Array<[string, string]> }> | null;
  dropped_entries?: unknown[] | null;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;
const LIMIT = 500;

/**
 * Loki's tail through Grafana's data source proxy. A lost connection is made again, from where the last event was: what
 * that brings twice has the same id.
 */
export function tail(proxy: string, expr: string, since: number): Observable<TailNews> {
  return new Observable((subscriber) => {
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_WAIT;
    let start = `${since}000000`;

    const connect = () => {
      socket = new WebSocket(addressOf(proxy, expr, start));
      socket.onopen = () => {
        wait = FIRST_WAIT;
        subscriber.next({ what: 'connected' });
      };
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        const message = JSON.parse(data) as TailMessage;
        const records = recordsIn(message);
        start = records.reduce((latest, { timestampNs }) => (timestampNs > latest ? timestampNs : latest), start);
        if (records.length > 0) {
          subscriber.next({ what: 'events', records });
        }
        if (message.dropped_entries?.length) {
          subscriber.next({ what: 'dropped', count: message.dropped_entries.length });
        }
      };
      socket.onclose = () => {
        subscriber.next({ what: 'lost', wait });
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      if (socket) {
        socket.onclose = null;
        socket.close();
      }
    };
  });
}

function addressOf(proxy: string, query: string, start: string): string {
  const params = new URLSearchParams({ query, start, limit: String(LIMIT) });
  const url = new URL(`${proxy}/loki/api/v1/tail?${params}`, window.location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

function recordsIn({ streams }: TailMessage): EventRecord[] {
  return (streams ?? []).flatMap(({ stream, values }) =>
    values.map(([timestampNs, line]) => recordOf({ timestampNs, line, labels: stream }))
  );
}
