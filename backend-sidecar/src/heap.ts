/**
 * Keeps V8's heap near what is in use, and gives back to the system what a list took, some seconds after it. Its young
 * generation would double, up to 3 × 16 MiB, as long as a list is read, and stay so; its old one would grow to three
 * times what is in use before it is looked through. Imported first: what is loaded after it grows it, too.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--optimize-for-size');
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=30');
