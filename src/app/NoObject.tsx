import { useHref } from 'react-router-dom';
import { t } from '@grafana/i18n';
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
    <State
      icon="cube"
      title={t('story.noObject.title', 'This link does not name an object')}
      advice={t(
        'story.noObject.advice',
        'A story needs kind= and name= in the address. Choose an object to open its story.'
      )}
      action={{ label: t('story.noObject.choose', 'Show all objects'), href: useHref(objects) }}
      testId={testIds.empty}
    />
  );
}
