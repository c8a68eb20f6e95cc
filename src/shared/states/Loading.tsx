import { css } from '@emotion/css';
import { LoadingPlaceholder } from '@grafana/ui';
import { t } from '@grafana/i18n';
import { testIds } from '../testIds';

/** What is shown while there is no data yet. */
export function Loading() {
  return (
    <div className={centred} role="status" data-testid={testIds.loading}>
      <LoadingPlaceholder text={t('state.loading', 'Loading…')} />
    </div>
  );
}

const centred = css({ flex: 1, display: 'flex', alignItems: 'center', justifyContent: 'center' });
