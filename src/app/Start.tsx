import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { t } from '@grafana/i18n';
import { FIRST_PAGE } from '../saved/pages';
import { hasChoices, withPart } from '../saved/parts';
import { applied, hasTime } from '../saved/savedFilter';
import { type StartPage, startPageOf } from '../saved/startPage';
import { type Saved, useSaved } from '../saved/useSaved';
import { Loading } from '../shared/states/Loading';
import { pageTarget } from '../view/url/pageTarget';
import { withoutVariables } from '../view/url/variables';
import { type Opening, openingOf, type Reading } from './opening';
import { startFault } from './StartFault';

/** Whoever waits longer for Grafana to say where to start would rather see a page. */
const LONGEST_WAIT_MS = 3000;

/** Where the app opens without a page in the address: one's own start page, the organization's, or Problems. */
export function Start() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const saved = useSaved();
  const isLate = useIsLate();
  const isLink = hasChoices(withoutVariables(new URLSearchParams(search)));
  const opening = isLink ? FIRST : openingNow(saved, isLate);
  useEffect(() => {
    if (opening) {
      startFault.set(faultWords(opening, saved));
      // In place of this address: Back leaves the app.
      navigate(targetOf(opening.page, withoutVariables(new URLSearchParams(search))), { replace: true });
    }
  }, [opening, saved, search, navigate]);
  return <Loading />;
}

const FIRST: Opening = {};

function openingNow({ ownStart, start, filters, organization, mine, errors, isUpToDate }: Saved, isLate: boolean) {
  const readingOf = (isRead: boolean, error: string | undefined): Reading =>
    isRead ? 'read' : error ? 'failed' : isLate ? 'late' : 'waiting';
  return openingOf({
    own: startPageOf(ownStart, filters),
    common: startPageOf(start, organization.filters),
    ownReading: readingOf(mine !== undefined, errors.me),
    commonReading: readingOf(isUpToDate, errors.organization),
  });
}

function useIsLate(): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
}

function faultWords({ fault }: Opening, { errors, start = '' }: Saved): string {
  switch (fault) {
    case 'deleted':
      return t('start.deleted', 'The saved filter of your start page has been deleted.');
    case 'missing':
      return t('start.missing', "The organization's start page is not a page or a saved filter: {{-page}}.", {
        page: start,
      });
    case 'failed':
      return t('start.failed', 'Your start page could not be read: {{-error}}.', { error: errors.me });
    case 'late':
      return t('start.late', 'Grafana has not said within {{n}} s which start page you chose.', {
        n: LONGEST_WAIT_MS / 1000,
      });
    default:
      return '';
  }
}

/** A start page with what the address has besides: a time range there goes before that of a filter. */
function targetOf(start: StartPage | undefined, params: URLSearchParams) {
  if (!start || 'missing' in start) {
    return pageTarget(FIRST_PAGE, params);
  }
  if ('page' in start) {
    return pageTarget(start.page, params);
  }
  const { filter } = start;
  const view = applied(filter, params);
  const { page } = filter;
  return pageTarget(page, hasTime({ page, params }) ? withPart('time', page, view, params) : view);
}
