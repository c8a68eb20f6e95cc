const PIXELS_A_BAR = 9;

/** How many bars fit; 0 where there is no room yet. In steps, so that a window drawn larger asks seldom. */
export const barsFor = (width: number) => (width === 0 ? 0 : Math.max(20, Math.floor(width / PIXELS_A_BAR / 20) * 20));
