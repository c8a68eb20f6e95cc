import { type TimeRange } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { requiredContext } from '../requiredContext';
import { type Span } from './range';

/** The one range that every view shows, and the instant that the pointer is at in any of them. */
export interface SharedTime {
  range: TimeRange;
  span: Span;
  timeZone: TimeZone;
  /** Goes up with each refresh. */
  round: number;
  /** Whether the last refresh was automatic. */
  ticked: boolean;
  /** Changes with the range and each refresh by hand, but not with those that come by themselves. */
  key: string;
  refresh(): void;
  zoom(span: Span): void;
}

export const [TimeContext, useTime] = requiredContext<SharedTime>('useTime');
