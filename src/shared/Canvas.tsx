import { type CanvasHTMLAttributes, useLayoutEffect, useRef } from 'react';

interface Props extends Omit<CanvasHTMLAttributes<HTMLCanvasElement>, 'width' | 'height'> {
  width: number;
  height: number;
  /** Draws all of it, in CSS pixels; called again if the function changes. */
  draw(context: CanvasRenderingContext2D): void;
}

/** A canvas as sharp as the screen. */
export function Canvas({ width, height, draw, ...rest }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) {
      return;
    }
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(context);
  }, [width, height, draw]);
  return <canvas {...rest} ref={ref} style={{ display: 'block', width, height, ...rest.style }} />;
}
