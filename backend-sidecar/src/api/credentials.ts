import { readFileSync } from 'node:fs';
import { type RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';

const NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** How long the kernel waits before it asks a silent peer whether it is still there; ten questions a second follow. */
const KEEP_ALIVE_MS = 15_000;

/** What a request to the API server needs. */
export interface Connection {
  origin: string;
  /** In front of every path, where the server is behind one. */
  basePath: string;
  headers: Record<string, string>;
  dispatcher: Dispatcher;
}

/** Where the credentials come from; all empty: as kubectl finds them, else those of the pod. */
export interface CredentialSource {
  kubeconfig?: string | undefined;
  context?: string | undefined;
}

/**
 * The way to the API server, as a kubeconfig or the pod's service account tells it. Tokens and certificates are read
 * again as client-node does (a token file each minute), and at once after {@link reload}.
 */
export class Credentials {
  readonly #source: CredentialSource;
  #config: KubeConfig;
  #dispatcher: Dispatcher | undefined;
  #tls = '';

  /** @throws when the kubeconfig cannot be read, or names no server. */
  constructor(source: CredentialSource = {}) {
    this.#source = source;
    this.#config = load(source);
  }

  /** The namespace that the collector runs in: the pod's, else the kubeconfig context's, else `default`. */
  get namespace(): string {
    const context = this.#config.getContextObject(this.#config.getCurrentContext());
    return (podNamespace() || context?.namespace || 'default').trim();
  }

  get server(): string {
    return this.#config.getCurrentCluster()?.server ?? '';
  }

  /** Reads everything again, as after a 401; keeps what it has where that fails. */
  reload(): void {
    try {
      this.#config = load(this.#source);
    } catch {
      // A kubeconfig that is being written: the next 401 reads it again.
    }
  }

  /** @throws when a credential file or plugin fails. */
  async connection(): Promise<Connection> {
    const options: RequestOptions & { auth?: string } = { headers: {} };
    await this.#config.applyToHTTPSOptions(options as Parameters<KubeConfig['applyToHTTPSOptions']>[0]);
    const url = new URL(this.server);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(options.headers as Record<string, string>)) {
      headers[name.toLowerCase()] = value;
    }
    if (options.auth) {
      headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
    }
    return {
      origin: url.origin,
      basePath: url.pathname.replace(/\/$/, ''),
      headers,
      dispatcher: this.#dispatcherFor(options),
    };
  }

  /** One dispatcher, until the certificates change. */
  #dispatcherFor({ ca, cert, key, servername, rejectUnauthorized }: RequestOptions): Dispatcher {
    const tls = JSON.stringify([ca, cert, key, servername, rejectUnauthorized].map((part) => String(part ?? '')));
    if (!this.#dispatcher || tls !== this.#tls) {
      void this.#dispatcher?.close();
      const requestTls = { ca, cert, key, servername, rejectUnauthorized };
      const connect = { ...requestTls, timeout: 10_000, keepAliveInitialDelay: KEEP_ALIVE_MS };
      const proxy = this.#config.getCurrentCluster()?.proxyUrl;
      // HTTP/2 would put the watch and all else on one socket, with a PING that nobody times.
      this.#dispatcher = proxy
        ? new ProxyAgent({ uri: proxy, requestTls, allowH2: false })
        : new Agent({ allowH2: false, connect });
      this.#tls = tls;
    }
    return this.#dispatcher;
  }
}

function load({ kubeconfig, context }: CredentialSource): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig) {
    config.loadFromFile(kubeconfig);
  } else {
    config.loadFromDefault();
  }
  if (context) {
    config.setCurrentContext(context);
  }
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw new Error(`the kubeconfig has no cluster for the context "${config.getCurrentContext()}"`);
  }
  if (cluster.server.startsWith('http:')) {
    // client-node refuses plain HTTP unless told that certificates do not matter; there are none.
    Object.assign(cluster, { skipTLSVerify: true });
  }
  return config;
}

function podNamespace(): string {
  try {
    return readFileSync(NAMESPACE_FILE, 'utf8');
  } catch {
    return '';
  }
}
