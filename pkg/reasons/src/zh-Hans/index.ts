import { type Language } from '../text.ts';
import { exitCodes } from './exit-codes.ts';
import * as sources from './sources.ts';

/** The catalogue's sentences in Simplified Chinese. */
const language: Language = {
  code: 'zh-Hans',
  seriousness: {
    routine: '常规',
    notice: '值得留意',
    trouble: '故障',
    severe: '严重',
  },
  texts: Object.assign({}, ...Object.values(sources)),
  exitCodes,
};

export default language;
