import { type Result } from './failure.ts';
import { type Page } from './page.ts';
import { type ResourceApi, type ListQuery } from './resource-api.ts';

/** Asks for a list's next page while the one before it is worked on. No more than one page is ahead. */
export function pagesAhead(api: ResourceApi): ResourceApi {
  let ahead: { page: string; answer: Promise<Result<Page>> } | undefined;

  async function list(query: ListQuery): Promise<Result<Page>> {
    const asked = ahead?.page === query.page ? ahead?.answer : undefined;
    ahead = undefined;
    const answer = await (asked ?? api.list(query));
    if (answer.ok && answer.value.next) {
      const page = answer.value.next;
      ahead = { page, answer: api.list({ ...query, page }) };
    }
    return answer;
  }

  return { list, newest: () => api.newest(), watch: (version) => api.watch(version) };
}
