import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import { type Span } from '../shared/time/range';
import { extentOf, type Lane } from './lanes';
import { zoomToData } from './view';

interface Props {
  lanes: readonly Lane[];
  range: Span;
  view: Span;
  setView(view: Span): void;
}

/** Zooms to the data if it fills little of the view, and back to the whole range from any zoom. */
export function ZoomButton({ lanes, range, view, setView }: Props) {
  const extent = extentOf(lanes);
  const closer = extent && zoomToData(view, extent);
  if (view !== range) {
    return (
      <Button size="sm" fill="text" variant="secondary" className={small} onClick={() => setView(range)}>
        {t('timeline.whole', 'Show whole range')}
      </Button>
    );
  }
  return closer ? (
    <Button size="sm" fill="text" className={small} onClick={() => setView(closer)}>
      {t('timeline.zoomToData', 'Zoom to data')}
    </Button>
  ) : null;
}

const small = css({ height: 20, padding: '0 4px' });
