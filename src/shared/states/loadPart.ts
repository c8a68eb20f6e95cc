const RELOADED = 'kubernetes-events-reloaded-for';

/** Whether a part of the app could not be loaded: after an upgrade, the server no longer has the old files. */
export const isMissingPart = (error: Error): boolean => error.name === 'ChunkLoadError';

/**
 * A part of the app that is loaded when it is needed. If it is missing, reloads the page, which then asks for the parts of
 * the version that the server has; if that did not help, rejects.
 */
export async function loadPart<T>(load: () => Promise<T>, reload = () => window.location.reload()): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (cause instanceof Error && isMissingPart(cause) && isFirstTime(cause)) {
      reload();
      return new Promise(() => undefined);
    }
    throw cause;
  }
}

/** Whether the page has not been reloaded in this tab for that part before. */
function isFirstTime(error: Error & { request?: string }): boolean {
  const part = error.request ?? error.message;
  try {
    if (sessionStorage.getItem(RELOADED) === part) {
      return false;
    }
    sessionStorage.setItem(RELOADED, part);
    return true;
  } catch {
    // Without a memory the page could reload for ever.
    return false;
  }
}
