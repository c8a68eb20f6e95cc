import { css } from '@emotion/css';

const TAIL = 8;
const box = css({ display: 'flex', minWidth: 0, whiteSpace: 'pre' });
const head = css({ overflow: 'hidden', textOverflow: 'ellipsis' });
const tail = css({ flex: 'none' });

/** A text that keeps its end where there is no room for all of it: a pod's name differs there. */
export function MiddleEllipsis({ text }: { text: string }) {
  if (text.length <= TAIL * 2) {
    return (
      <span className={box}>
        <span className={head}>{text}</span>
      </span>
    );
  }
  return (
    <span className={box}>
      <span className={head}>{text.slice(0, -TAIL)}</span>
      <span className={tail}>{text.slice(-TAIL)}</span>
    </span>
  );
}
