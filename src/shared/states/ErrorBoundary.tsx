import { type ReactNode, Component } from 'react';
import { Alert, Button } from '@grafana/ui';
import { t } from '@grafana/i18n';
import { testIds } from '../testIds';

/** Keeps one view's failure from taking the page with it; `quiet` for what can be done without. */
export class ErrorBoundary extends Component<{ children: ReactNode; quiet?: boolean }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error && this.props.quiet) {
      return null;
    }
    return error ? (
      <Alert
        title={t('error.view.title', 'This view stopped working')}
        severity="error"
        data-testid={testIds.viewError}
      >
        <p>{error.message}</p>
        <Button size="sm" variant="secondary" onClick={() => this.setState({ error: undefined })}>
          {t('error.view.again', 'Show it again')}
        </Button>
      </Alert>
    ) : (
      this.props.children
    );
  }
}
