import { useTheme2 } from '@grafana/ui';
import { t } from '@grafana/i18n';
import { typeColor } from '../shared/values/colors';
import { type Occasion } from './occasion';

/**
 * An event's type by shape and colour: a triangle warns, a small dot is normal, a diamond is anything else. A cross is the
 * end of a container or pod, a hollow square a new revision.
 */
export function TypeMark({ type, occasion }: { type: string; occasion?: Occasion }) {
  const theme = useTheme2();
  const color = typeColor(theme, type);
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      role="img"
      aria-label={(occasion ? occasionLabel(occasion) : type) || t('field.none', '(none)')}
      style={{ flex: 'none' }}
    >
      {occasion === 'death' && <path d="M2 2l8 8M10 2l-8 8" stroke={color} strokeWidth="2.5" />}
      {occasion === 'change' && <path d="M2 2h8v8H2z" stroke={color} strokeWidth="2" fill="none" />}
      {!occasion && <Shape type={type} color={color} />}
    </svg>
  );
}

function Shape({ type, color }: { type: string; color: string }) {
  switch (type) {
    case 'Warning':
      return <path d="M6 1 11.5 11H.5z" fill={color} />;
    case 'Normal':
      return <circle cx="6" cy="6" r="3" fill={color} />;
    default:
      return <path d="M6 1l5 5-5 5-5-5z" fill={color} />;
  }
}

export const occasionLabel = (occasion: Occasion) =>
  occasion === 'death' ? t('field.death', 'Death') : t('field.change', 'Change');
