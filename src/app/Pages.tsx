import { useHref, useLinkClickHandler, useLocation } from 'react-router-dom';
import { t } from '@grafana/i18n';
import { Tab, TabsBar } from '@grafana/ui';
import { pageLabels, PAGES } from '../saved/pages';
import { pageTarget } from '../view/url/pageTarget';
import { written } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { useUrlContext } from '../view/url/useUrl';

/** A tab for each page. What is filtered and the time range go along; open details do not. */
export function Pages() {
  const labels = pageLabels();
  const current = useLocation().pathname.split('/').pop();
  return (
    <nav aria-label={t('header.pages', 'Pages')}>
      <TabsBar hideBorder>
        {PAGES.map((page) => (
          <PageTab key={page} page={page} label={labels[page]} active={current === page} />
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
