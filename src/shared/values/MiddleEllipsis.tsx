import { css } from '@emotion/css';

const LONGEST_TAIL = 8;
const box = css({ display: 'flex', minWidth: 0, whiteSpace: 'pre' });
const head = css({ overflow: 'hidden', textOverflow: 'ellipsis' });
const tail = css({ flex: 'none' });

/** A text that keeps its end where there is no room for all of it: the names of pods and nodes differ there. */
export function MiddleEllipsis({ text }: { text: string }) {
  const at = text.length - Math.min(Math.floor(text.length / 3), LONGEST_TAIL);
  return (
    <span className={box}>
      <span className={head}>{text.slice(0, at)}</span>
      <span className={tail}>{text.slice(at)}</span>
    </span>
  );
}
