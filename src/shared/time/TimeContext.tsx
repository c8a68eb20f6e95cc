import { createContext, useContext } from 'react';
import { type TimeRange } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
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

export const TimeContext = createContext<SharedTime | undefined>(undefined);

export function useTime(): SharedTime {
  const time = useContext(TimeContext);
  if (!time) {
    throw new Error('useTime: no Frame around this view');
  }
  return time;
}
