import { type Language } from '../text.ts';
import { exitCodes } from './exit-codes.ts';
import * as sources from './sources.ts';

/** The catalogue's sentences in English. */
const language: Language = {
  code: 'en',
  seriousness: {
    routine: 'Routine',
    notice: 'Worth knowing',
    trouble: 'Trouble',
    severe: 'Severe',
  },
  texts: Object.assign({}, ...Object.values(sources)),
  exitCodes,
};

export default language;
