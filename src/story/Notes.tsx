import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { LokiError } from '../loki/error';
import { Failed } from '../view/states/Failed';
import { number } from '../shared/values/number';
import { quiet } from '../shared/styles';
import { MOST } from './family';
import { type Story } from './storyOf';

/** What of the story is missing, and why. */
export function Notes({ story, error }: { story: Story; error?: LokiError }) {
  const styles = useStyles2(getStyles);
  const { family } = story;
  const notes = cutTexts(story);
  return (
    <>
      {error && <Failed title={t('story.failed', 'Refresh failed. The story is of an earlier time.')} error={error} />}
      {family instanceof LokiError && (
        <Failed
          title={t('story.familyFailed', 'Related objects could not be loaded. The story shows this object only.')}
          error={family}
        />
      )}
      {notes.length > 0 && (
        <div className={styles.notes} role="status">
          {notes.map((note) => (
            <div key={note}>{note}</div>
          ))}
        </div>
      )}
    </>
  );
}

function cutTexts({ newest, cut, left }: Story): string[] {
  return [
    ...(newest === undefined
      ? []
      : [
          t(
            'story.newest',
            'Only the newest {{n}} events of this object are shown. Choose a shorter time range for others.',
            {
              n: number(newest),
            }
          ),
        ]),
    ...(cut
      ? [
          t('story.cut', 'Some related events are left out: at most the newest {{n}} of a query are read.', {
            n: number(MOST),
          }),
        ]
      : []),
    ...(left > 0
      ? [t('story.left', '{{n}} related objects are left out, the latest are shown.', { count: left, n: number(left) })]
      : []),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  notes: css(quiet(theme)),
});
