import { type Config } from '../config/schema.ts';
import { type Sink } from '../delivery/sink.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type Status } from '../telemetry/status.ts';

/** What a collector works with. */
export interface CollectorParts {
  config: Config;
  server: ApiServer;
  sinks: readonly Sink[];
  log: Log;
  metrics: Metrics;
  status: Status;
}
