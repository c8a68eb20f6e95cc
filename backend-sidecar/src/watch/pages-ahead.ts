import { type Result } from '../api/failure.ts';
import { type EventsApi, type ListQuery, type Page } from './state.ts';

/** Asks for a list's next page while the one before it is worked on. No more than one page is ahead. */
export function pagesAhead(api: EventsApi): EventsApi {
  let ahead: { page: string; answer: Promise<Result<Page>> } | undefined;

  async function list(query: ListQuery): Promise<Result<Page>> {
    const asked = ahead?.page === query.page ? ahead?.answer : undefined;
    ahead = undefined;
    const answer = await (asked ?? api.list(query));
    // A list of one is a question about the version, and has no use for the rest.
    if (answer.ok && answer.value.next && query.limit !== 1) {
      const page = answer.value.next;
      ahead = { page, answer: api.list({ ...query, page }) };
    }
    return answer;
  }

  return { list, watch: (version) => api.watch(version) };
}
