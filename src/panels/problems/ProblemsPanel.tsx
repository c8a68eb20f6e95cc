import { useMemo } from 'react';
import { type PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { baseMatchers } from '@kubernetes-events/logql';
import { from } from 'rxjs';
import { lokiSource } from '../../loki/source';
import { useLoki } from '../../loki/useLoki';
import { useStored } from '../../loki/useStored';
import { useTime } from '../../shared/time/TimeContext';
import { AskingContext } from '../../view/Asking';
import { Waiting } from '../../view/states/Waiting';
import { PanelFrame } from '../PanelFrame';
import { Notice, PanelNotice } from '../PanelNotice';
import { eventsIn } from '../records';
import { useTranslated } from '../translated';
import { FoundProblems } from './FoundProblems';
import { type ProblemsOptions } from './options';
import { type Question, questionOf } from './question';
import { problemPanelWords } from './words';

/** What is broken among the events that the panel's query selects, the most urgent first. */
export function ProblemsPanel(props: PanelProps<ProblemsOptions>) {
  const ready = useTranslated(problemPanelWords);
  return <PanelFrame {...props}>{ready && <Shown {...props} />}</PanelFrame>;
}

function Shown(props: PanelProps<ProblemsOptions>) {
  const { data, options } = props;
  const events = useMemo(() => eventsIn(data.series, 'newest'), [data.series]);
  const { ds, state } = questionOf(props, events.records);
  if (events.records.length === 0) {
    return <PanelNotice {...props} events={events} />;
  }
  if (!state) {
    return (
      <Notice title={t('problems.panel.noQuery', 'This query does not select Kubernetes events')}>
        {t('problems.panel.noQueryAdvice', 'Select streams of events in Loki: {{-query}}', {
          query: '{_kind=~".+", _namespace=~"$namespace"}',
        })}
      </Notice>
    );
  }
  return <Asked ds={ds} state={state} options={options} />;
}

interface AskedProps extends Required<Question> {
  options: ProblemsOptions;
}

function Asked({ ds, state, options }: AskedProps) {
  const { data: source, error } = useLoki(() => from(lokiSource(ds)), [ds]);
  const text = JSON.stringify(state);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- another object each time, for the same query
  const base = useMemo(() => baseMatchers(state!.base), [text]);
  const stored = useStored(source, base, useTime());
  const asking = useMemo(() => {
    const { filters, lines } = state!;
    const query = { base, filters, lines, ...stored };
    return source && stored && { source, query, queryKey: `${ds} ${JSON.stringify(query)}` };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
  }, [source, ds, base, text, stored]);
  return asking ? (
    <AskingContext.Provider value={asking}>
      <FoundProblems ds={ds} state={state!} {...options} />
    </AskingContext.Provider>
  ) : (
    <Waiting error={error} />
  );
}
