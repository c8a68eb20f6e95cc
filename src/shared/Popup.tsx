import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  label: string;
  close(): void;
  children: ReactNode;
}

/** A small panel under the button before it; Escape and a click elsewhere close it, and it keeps within the window. */
export function Popup({ label, close, children }: Props) {
  const styles = useStyles2(getStyles);
  const ref = useRef<HTMLDivElement>(null);
  const [shift, setShift] = useState(0);

  useLayoutEffect(() => {
    const { right = 0, left = 0 } = ref.current?.getBoundingClientRect() ?? {};
    const over = right - (document.documentElement.clientWidth - 8);
    setShift(over > 0 ? -Math.min(over, Math.max(left - 8, 0)) : 0);
    ref.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, []);

  useEffect(() => {
    const outside = (event: MouseEvent) => {
      if (event.target instanceof Node && !ref.current?.parentElement?.contains(event.target)) {
        close();
      }
    };
    document.addEventListener('mousedown', outside);
    return () => document.removeEventListener('mousedown', outside);
  }, [close]);

  return (
    <div
      ref={ref}
      role="dialog"
      aria-label={label}
      className={styles.popup}
      style={{ transform: `translateX(${shift}px)` }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        }
      }}
    >
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  popup: css({
    position: 'absolute',
    top: '100%',
    left: 0,
    zIndex: theme.zIndex.dropdown,
    marginTop: theme.spacing(0.5),
    minWidth: 200,
    maxWidth: 'calc(100vw - 16px)',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    boxShadow: theme.shadows.z3,
  }),
});
