import { t } from '@grafana/i18n';
import { useUrl } from '../view/url/useUrl';
import { objectUrl } from '../view/url/object';
import { Choice } from '../shared/Choice';
import { useTime } from '../shared/time/TimeContext';
import { clockWords } from '../shared/time/words';
import { type Story } from './storyOf';

/** Where several objects have had the name, one after the other: which of them. */
export function Lives({ story: { lives, life } }: { story: Story }) {
  const [, update] = useUrl(objectUrl);
  const { timeZone } = useTime();
  if (lives.length < 2) {
    return null;
  }
  const clock = (ms: number | undefined) => clockWords(ms ?? 0, timeZone, true);
  return (
    <Choice
      label={t('story.lives', '{{n}} objects have had this name:', { n: lives.length })}
      value={life?.uid ?? ''}
      options={lives.map(({ uid, records }) => ({
        value: uid,
        label: `${clock(records[0]?.timeMs)} – ${clock(records.at(-1)?.timeMs)}`,
      }))}
      onChange={(uid) => update({ uid })}
    />
  );
}
