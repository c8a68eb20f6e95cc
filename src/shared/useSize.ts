import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** An element's size in CSS pixels, as it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [element, setElement] = useState<HTMLElement | null>(null);
  // A parent's element is not there yet when a child is first laid out, and may be another one later.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- any render may bring another; the same one changes nothing
  useEffect(() => setElement(ref.current));
  useLayoutEffect(() => {
    if (!element) {
      return undefined;
    }
    const measure = () => setSize({ width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return size;
}
