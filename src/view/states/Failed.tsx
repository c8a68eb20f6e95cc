import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import { type LokiError } from '../../loki/error';
import { testIds } from '../../shared/testIds';
import { useTime } from '../../shared/time/TimeContext';

interface Props {
  /** What failed, and what is shown all the same. */
  title: string;
  error: LokiError;
  /** A refresh, if not set. */
  retry?(): void;
}

/** A failure beside data that stays on screen: what failed, why, and how to try again. */
export function Failed({ title, error, retry }: Props) {
  const { refresh } = useTime();
  return (
    <div data-testid={testIds.failed}>
      <Alert
        title={title}
        severity="warning"
        bottomSpacing={0}
        topSpacing={0}
        buttonContent={t('trouble.again', 'Try again')}
        onRemove={retry ?? refresh}
      >
        {error.message}
      </Alert>
    </div>
  );
}
