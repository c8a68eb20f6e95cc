import { type ReactNode, useState } from 'react';
import { Alert, Button, ErrorBoundary as GrafanaErrorBoundary } from '@grafana/ui';
import { t } from '@grafana/i18n';
import { testIds } from '../testIds';
import { isMissingPart } from './loadPart';

/** Keeps one view's failure from taking the page with it; `quiet` for what can be done without. */
export function ErrorBoundary({ children, quiet = false }: { children: ReactNode; quiet?: boolean }) {
  const [attempt, setAttempt] = useState(0);
  return (
    <GrafanaErrorBoundary dependencies={[attempt]}>
      {({ error }) => {
        if (!error) {
          return children;
        }
        return quiet ? null : <ViewError error={error} retry={() => setAttempt(attempt + 1)} />;
      }}
    </GrafanaErrorBoundary>
  );
}

function ViewError({ error, retry }: { error: Error; retry(): void }) {
  const isMissing = isMissingPart(error);
  return (
    <Alert
      title={
        isMissing
          ? t('error.part.title', 'Part of the app could not be loaded')
          : t('error.view.title', 'This view stopped working')
      }
      severity="error"
      data-testid={testIds.viewError}
    >
      {isMissing && (
        <p>
          {t(
            'error.part.advice',
            'The app may have been updated, or the network failed. The page was reloaded once without success.'
          )}
        </p>
      )}
      <p>{error.message}</p>
      {/* What failed to load is not asked for again before the page is reloaded. */}
      <Button size="sm" variant="secondary" onClick={isMissing ? () => window.location.reload() : retry}>
        {isMissing ? t('error.part.reload', 'Reload the page') : t('error.view.again', 'Show it again')}
      </Button>
    </Alert>
  );
}
