import { useState } from 'react';
import { type TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { usePluginComponent } from '@grafana/runtime';
import { type Panel } from '@grafana/schema';
import { Field, Modal, RadioButtonGroup } from '@grafana/ui';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { useTime } from '../shared/time/TimeContext';
import { panelOf, type PanelShape } from './dashboardPanel';
import { queryName } from './queryName';

/** Grafana's own form, which it exposes to plugins (`AddToDashboardFormExposedComponent`). */
const FORM = 'grafana/add-to-dashboard-form/v1';

interface FormProps {
  onClose(): void;
  buildPanel(): Panel;
  timeRange: TimeRange;
  options: { useAbsolutePath: boolean };
  children: React.ReactNode;
}

/** Asks which panel shall show the filtered events, and on which dashboard. */
export function AddToDashboard({ close }: { close(): void }) {
  const { source, query } = useAsking();
  const [state] = useUrl();
  const { range } = useTime();
  const [shape, setShape] = useState<PanelShape>('table');
  const { component: Form, isLoading } = usePluginComponent<FormProps>(FORM);
  return (
    <Modal title={t('elsewhere.dashboard', 'Add to a dashboard')} isOpen onDismiss={close}>
      {Form && (
        <Form
          onClose={close}
          buildPanel={() => panelOf(shape, source.uid, queryName(state), query)}
          timeRange={range}
          options={{ useAbsolutePath: true }}
        >
          <Field label={t('elsewhere.shape', 'Panel')}>
            <RadioButtonGroup
              value={shape}
              onChange={setShape}
              options={[
                { value: 'table', label: t('elsewhere.table', 'Table of events') },
                { value: 'timeline', label: t('elsewhere.timeline', 'Timeline') },
                { value: 'count', label: t('elsewhere.count', 'Count over time') },
              ]}
            />
          </Field>
        </Form>
      )}
      {!Form && !isLoading && t('elsewhere.noForm', 'This Grafana cannot add panels from an app.')}
    </Modal>
  );
}
