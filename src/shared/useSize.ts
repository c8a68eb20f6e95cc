import { type RefObject, useLayoutEffect, useState } from 'react';

/** An element's size in CSS pixels, as it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return undefined;
    }
    const observer = new ResizeObserver(() =>
      setSize({ width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) })
    );
    observer.observe(element);
    setSize({ width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) });
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
