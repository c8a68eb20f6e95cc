declare global {
  interface Window {
    hostSubPath: string;
  }
}

/** The path that the host is served under, as Grafana's `appSubUrl`: `/grafana`, or empty. */
export const SUB_PATH = window.hostSubPath;
