import { type Failure, type Result } from './failure.ts';
import { type Page } from './page.ts';

/** The next page of a list; without `page`, the first. */
export interface ListQuery {
  page?: string | undefined;
  /** An exact version to be shown. */
  at?: string | undefined;
}

/** The API server as a watch sees it. */
export interface EventsApi {
  /** Its newest resourceVersion. */
  newest(): Promise<Result<string>>;
  list(query: ListQuery): Promise<Result<Page>>;
  watch(version: string): Promise<Result<WatchStream>>;
}

export interface Frame {
  type: string;
  object: unknown;
}

export type Read =
  | { kind: 'frames'; frames: Frame[] }
  /** The server ended it. */
  | { kind: 'closed' }
  /** Nothing came for so long that the connection may be dead. */
  | { kind: 'silent' }
  | { kind: 'failed'; failure: Failure };

export interface WatchStream {
  next(): Promise<Read>;
  close(): void;
}
