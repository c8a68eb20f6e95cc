import { useHref, useLinkClickHandler, useLocation } from 'react-router-dom';
import { t } from '@grafana/i18n';
import { Tab, TabsBar } from '@grafana/ui';
import { pageTarget } from '../view/url/pageTarget';
import { written } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { useUrlContext } from '../view/url/useUrl';

/** A tab for each page. What is filtered and the time range go along; open details do not. */
export function Pages() {
  const pages = [
    { page: 'problems', label: t('pages.problems', 'Problems') },
    { page: 'events', label: t('pages.events', 'Events') },
    { page: 'timeline', label: t('pages.timeline', 'Timeline') },
    { page: 'groups', label: t('pages.groups', 'Groups') },
    { page: 'compare', label: t('pages.compare', 'Compare') },
    { page: 'live', label: t('pages.live', 'Live') },
    { page: 'reasons', label: t('pages.reasons', 'Reasons') },
  ];
  const current = useLocation().pathname.split('/').pop();
  return (
    <nav aria-label={t('header.pages', 'Pages')}>
      <TabsBar hideBorder>
        {pages.map(({ page, label }) => (
          <PageTab key={page} page={page} label={label} active={current === page} />
        ))}
      </TabsBar>
    </nav>
  );
}

interface PageTabProps {
  page: string;
  label: string;
  active: boolean;
}

function PageTab({ page, label, active }: PageTabProps) {
  const { params } = useUrlContext();
  const target = pageTarget(page, written(params, commonUrl, { event: '' }));
  const open = useLinkClickHandler<HTMLAnchorElement>(target);
  return (
    <Tab
      label={label}
      active={active}
      href={useHref(target)}
      // Typed for a form element too; with an `href` it is always a link.
      onChangeTab={(event) => open(event as React.MouseEvent<HTMLAnchorElement>)}
    />
  );
}
