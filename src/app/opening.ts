import { type StartPage } from '../saved/startPage';

/** How far reading something has come; late if nobody should wait for it any longer. */
export type Reading = 'waiting' | 'read' | 'failed' | 'late';

interface Known {
  /** The reader's own start page, if there is one. */
  own?: StartPage;
  /** That of the organization. */
  common?: StartPage;
  ownReading: Reading;
  commonReading: Reading;
}

/** Where the app opens. */
export interface Opening {
  /** Undefined for the first page. */
  page?: StartPage;
  /** Why it is not where it should be: a filter is missing, or the reader's own choice is not known. */
  fault?: 'deleted' | 'missing' | 'failed' | 'late';
}

/** Undefined as long as it is not known. Nothing is called deleted before it was looked for. */
export function openingOf({ own, common, ownReading, commonReading }: Known): Opening | undefined {
  const page = own ?? common;
  if (!own && ownReading !== 'read') {
    return ownReading === 'waiting' ? undefined : { page: common, fault: ownReading };
  }
  if (!isMissing(page)) {
    return { page };
  }
  return commonReading === 'waiting' ? undefined : { fault: own ? 'deleted' : 'missing' };
}

const isMissing = (page: StartPage | undefined) => page !== undefined && 'missing' in page;
