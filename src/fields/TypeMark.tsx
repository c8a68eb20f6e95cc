import { useTheme2 } from '@grafana/ui';
import { t } from '@grafana/i18n';
import { typeColor } from '../shared/values/colors';

/** An event's type by shape and colour: a triangle warns, a small dot is normal, a diamond is anything else. */
export function TypeMark({ type }: { type: string }) {
  const theme = useTheme2();
  const color = typeColor(theme, type);
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      role="img"
      aria-label={type || t('field.none', '(none)')}
      style={{ flex: 'none' }}
    >
      {type === 'Warning' && <path d="M6 1 11.5 11H.5z" fill={color} />}
      {type === 'Normal' && <circle cx="6" cy="6" r="3" fill={color} />}
      {type !== 'Warning' && type !== 'Normal' && <path d="M6 1l5 5-5 5-5-5z" fill={color} />}
    </svg>
  );
}
