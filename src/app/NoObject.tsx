import { useHref } from 'react-router-dom';
import { t } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { State } from '../shared/states/State';
import { testIds } from '../shared/testIds';
import { overviewUrl } from '../overview/url';
import { written } from '../view/url/codec';
import { pageTarget } from '../view/url/pageTarget';
import { useUrlContext } from '../view/url/useUrl';

/** A link to a story that does not say of which object. */
export function NoObject() {
  const { params } = useUrlContext();
  const objects = pageTarget('groups', written(params, overviewUrl, { group: 'object' }));
  return (
    <State icon="cube" title={t('story.noObject.title', 'This link does not name an object')} testId={testIds.empty}>
      <div>
        {t(
          'story.noObject.advice',
          'A story needs kind= and name= in the address. Choose an object to open its story.'
        )}
      </div>
      <LinkButton size="sm" variant="secondary" href={useHref(objects)}>
        {t('story.noObject.choose', 'Show all objects')}
      </LinkButton>
    </State>
  );
}
