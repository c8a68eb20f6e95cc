import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { readCommandLine, USAGE } from './command-line.ts';
import { loadConfig } from './config/load.ts';
import { ConfigError } from './config/problems.ts';
import { type Config } from './config/schema.ts';
import { convert } from './convert/convert.ts';
import { createSinks } from './delivery/sinks.ts';
import { leaseLock } from './election/lock.ts';
import { Credentials } from './kubernetes/credentials.ts';
import { ApiServer } from './kubernetes/server.ts';
import { errorText } from './telemetry/error-text.ts';
import { createLog, type Log } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { serveTelemetry } from './telemetry/server.ts';
import { Status } from './telemetry/status.ts';
import { run } from './term/run.ts';
import { Shutdown } from './term/shutdown.ts';
import { VERSION } from './version.ts';

/** Exit code of a wrong flag or setting. */
const USAGE_ERROR = 2;

async function main(): Promise<number> {
  const [command, file] = process.argv.slice(2);
  if (command === 'convert') {
    convertFile(file);
    return 0;
  }
  const flags = readCommandLine(process.argv.slice(2));
  if (flags.help || flags.version) {
    process.stdout.write(flags.help ? USAGE : `${VERSION}\n`);
    return 0;
  }
  const config = loadConfig({ file: flags.config, leaderElect: flags.leaderElect }, process.env);
  if (flags.checkConfig) {
    process.stdout.write('the configuration can be used\n');
    return 0;
  }
  await collect(config);
  return 0;
}

/** Prints the configuration that another program's becomes; on stderr, what could not be carried over. */
function convertFile(file: string | undefined): void {
  if (!file) {
    throw new ConfigError(['convert: name the file (loki-event-collector convert FILE)']);
  }
  const { text, notes } = convert(readText(file));
  process.stdout.write(text);
  process.stderr.write(notes.map((note) => `not carried over: ${note}\n`).join(''));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError([`${file} cannot be read: ${errorText(error)}`]);
  }
}

async function collect(config: Config): Promise<void> {
  const log = createLog(config.log);
  const credentials = credentialsFrom(config);
  const server = new ApiServer(credentials, `loki-event-collector/${VERSION}`);
  const metrics = createMetrics();
  const { leaderElection } = config;
  const identity = leaderElection.identity ?? `${hostname()}_${randomUUID()}`;
  const status = new Status(identity, VERSION, {
    watchSilenceMs: config.kubernetes.watchSilence,
    leaseDurationMs: leaderElection.leaseDuration,
  });
  const telemetry = serveTelemetry(telemetryAddress(config), status, metrics, log);
  const lock = leaseLock(server, leaderElection.leaseNamespace ?? credentials.namespace, leaderElection.leaseName);
  const stop = new Shutdown(stopSignal(log), config.shutdownTimeout);
  stop.signal.addEventListener('abort', () => exitAfter(config.shutdownTimeout, log));
  log.info(
    { version: VERSION, node: process.version, identity: status.identity, server: credentials.server },
    'started'
  );
  await run({ config, server, sinks: createSinks(config, log, metrics, status), log, metrics, status }, lock, stop);
  telemetry.close();
  log.info({ checkpoint: status.checkpoint }, 'stopped');
}

function credentialsFrom({ kubernetes }: Config): Credentials {
  try {
    return new Credentials(kubernetes);
  } catch (error) {
    throw new ConfigError([
      `cannot find the API server: ${errorText(error)} (set KUBECONFIG or kubernetes.kubeconfig)`,
    ]);
  }
}

/** In a pod, probes come over the network; elsewhere nothing is opened unasked. */
function telemetryAddress({ telemetry }: Config): string {
  return telemetry.listen ?? (process.env.KUBERNETES_SERVICE_HOST ? ':9464' : 'off');
}

/** Fires on SIGTERM and SIGINT; a second one ends the process at once. */
function stopSignal(log: Log): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) {
        log.warn({ signal: name }, 'stopped at once by a second signal');
        process.exit(1);
      }
      log.info({ signal: name }, 'stopping');
      stop.abort();
    });
  }
  return stop.signal;
}

/** The last resort if a stop hangs, whatever the cause. */
function exitAfter(timeoutMs: number, log: Log): void {
  const exit = (): void => {
    log.error('not stopped within shutdownTimeout, exiting');
    process.exit(1);
  };
  setTimeout(exit, timeoutMs).unref();
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`
  );
  process.exitCode = error instanceof ConfigError ? USAGE_ERROR : 1;
}
// Connections that are still open are idle.
process.exit();
