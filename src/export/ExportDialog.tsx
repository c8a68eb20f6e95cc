import { useRef, useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, Modal, RadioButtonGroup, Stack } from '@grafana/ui';
import { useAsking } from '../view/Asking';
import { counts } from '../loki/counts';
import { LokiError } from '../loki/error';
import { LARGE_PAGE } from '../loki/list';
import { useLoki } from '../loki/useLoki';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { number } from '../shared/values/number';
import { fileWriter } from './download';
import { exportEvents, TooManyAtOnce } from './exportEvents';
import { csvHead, csvRow, type ExportFormat, jsonRow } from './formats';

type Progress = { done: number; state: 'running' | 'done' | 'cancelled' } | { error: string };

/** All filtered events as a file: fetched page by page, with progress, and a way to cancel. */
export function ExportDialog({ close }: { close(): void }) {
  const { source, query, queryKey } = useAsking();
  const { span, key } = useTime();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [progress, setProgress] = useState<Progress>();
  const abort = useRef<AbortController>(undefined);
  const total = useLoki(() => counts(source, query, span, [], { what: 'entries' }), [source, queryKey, key]).data?.[0]
    ?.count;
  const running = progress && 'state' in progress && progress.state === 'running';

  const start = async () => {
    const name = `kubernetes-events-${new Date(span.from).toISOString().slice(0, 19).replace(/:/g, '')}.${format}`;
    const file = await fileWriter(name, format);
    if (!file) {
      return;
    }
    const controller = new AbortController();
    abort.current = controller;
    setProgress({ done: 0, state: 'running' });
    try {
      let done = 0;
      await file.write(format === 'csv' ? csvHead() : '');
      for await (const page of exportEvents(source, query, span, controller.signal)) {
        await file.write(page.map(format === 'csv' ? csvRow : jsonRow).join(''));
        done += page.length;
        setProgress({ done, state: 'running' });
      }
      await (controller.signal.aborted ? file.abort() : file.close());
      setProgress({ done, state: controller.signal.aborted ? 'cancelled' : 'done' });
    } catch (cause) {
      setProgress({ error: errorText(cause) });
      // A file that cannot be written may not be removable either.
      await file.abort().catch(() => undefined);
    }
  };
  const dismiss = () => {
    abort.current?.abort();
    close();
  };

  return (
    <Modal title={t('export.title', 'Export events')} isOpen onDismiss={dismiss}>
      <Stack direction="column" gap={1.5} alignItems="flex-start" data-testid={testIds.exportDialog}>
        <p>
          {t('export.what', 'All events in the time range that match the filters: {{n}}.', {
            n: total === undefined ? '…' : number(total),
          })}
        </p>
        <RadioButtonGroup
          disabled={running}
          options={[
            { label: 'CSV', value: 'csv' },
            { label: t('export.jsonl', 'JSON lines'), value: 'jsonl' },
          ]}
          value={format}
          onChange={setFormat}
        />
        {progress && <Shown progress={progress} total={total} />}
      </Stack>
      <Modal.ButtonRow>
        {running ? (
          <Button variant="secondary" onClick={() => abort.current?.abort()}>
            {t('export.cancel', 'Cancel')}
          </Button>
        ) : (
          <>
            <Button variant="secondary" onClick={dismiss}>
              {t('details.close', 'Close')}
            </Button>
            <Button icon="download-alt" onClick={() => void start()}>
              {t('export.start', 'Download')}
            </Button>
          </>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}

const errorText = (cause: unknown) =>
  cause instanceof TooManyAtOnce
    ? t('export.tooMany', 'More than {{n}} events at {{-time}}. Add a filter, then export again.', {
        n: number(LARGE_PAGE),
        time: new Date(cause.timeMs).toISOString(),
      })
    : LokiError.of(cause).message;

function Shown({ progress, total }: { progress: Progress; total?: number }) {
  if ('error' in progress) {
    return <Alert title={t('export.failed', 'Export failed')}>{progress.error}</Alert>;
  }
  const { done, state } = progress;
  const words = {
    running: t('export.running', '{{n}} events exported', { n: number(done) }),
    done: t('export.done', '{{n}} events in the file', { count: done, n: number(done) }),
    cancelled: t('export.cancelled', 'Cancelled after {{n}} events. No file was saved.', { n: number(done) }),
  };
  return (
    <Stack alignItems="center" width="100%" role="status">
      <progress
        max={Math.max(total ?? 1, done, 1)}
        value={state === 'done' ? undefined : done}
        hidden={state !== 'running'}
        style={{ flex: 1 }}
      />
      <span>{words[state]}</span>
    </Stack>
  );
}
