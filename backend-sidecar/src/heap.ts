/**
 * Keeps V8's young generation as small as it starts. It would double, up to 3 × 16 MiB, as long as a list is read, and
 * stay so; entries live for milliseconds, and a small one is emptied as cheaply. Imported first: what is loaded after
 * it grows it, too.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
