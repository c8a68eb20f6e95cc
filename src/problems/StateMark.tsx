import { t } from '@grafana/i18n';
import { useTheme2 } from '@grafana/ui';
import { type State } from '@kubernetes-events/problems';

/** Whether it is still so, by shape as well as by colour. */
export function StateMark({ state, muted = false }: { state: State; muted?: boolean }) {
  const { error, warning, text } = useTheme2().colors;
  const color = muted || state === 'over' ? text.secondary : state === 'ongoing' ? error.text : warning.text;
  const words = {
    ongoing: t('problems.ongoing', 'ongoing'),
    quiet: t('problems.quiet', 'quiet'),
    over: t('problems.over', 'over'),
  };
  return (
    <svg
      width="10"
      height="10"
      viewBox="0 0 10 10"
      role="img"
      aria-label={muted ? t('problems.mutedMark', 'muted') : words[state]}
      style={{ flex: 'none', marginTop: 5 }}
    >
      <circle cx="5" cy="5" r="4" fill={state === 'ongoing' && !muted ? color : 'none'} stroke={color} />
      {state === 'quiet' && !muted && <path d="M5 1a4 4 0 0 1 0 8z" fill={color} />}
      {muted && <path d="M2 8L8 2" stroke={color} />}
    </svg>
  );
}
