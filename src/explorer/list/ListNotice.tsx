import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import { type LokiError } from '../../loki/error';
import { testIds } from '../../shared/testIds';
import { type Part } from './loaded';

/** A part of the list failed to load: the rows below are the ones that were loaded before. */
export function ListNotice({ part, error, retry }: { part: Part; error: LokiError; retry(): void }) {
  return (
    <Alert
      severity="warning"
      title={titleOf(part)}
      data-testid={testIds.listNotice}
      buttonContent={t('list.failed.retry', 'Try again')}
      onRemove={retry}
      bottomSpacing={0}
    >
      {error.message}
    </Alert>
  );
}

function titleOf(part: Part): string {
  switch (part) {
    case 'start':
    case 'fresh':
      return t('list.failed.refresh', 'Refresh failed. The list shows the events loaded before.');
    case 'more':
    case 'before':
      return t('list.failed.more', 'More events could not be loaded.');
  }
}
