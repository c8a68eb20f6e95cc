import { sharedValue } from '../sharedValue';

/** The instant that the pointer is at in any view, so that all of them can mark it. */
export const { set: hover, use: useHover } = sharedValue<number | undefined>(undefined);
