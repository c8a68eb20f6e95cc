import chinese from '../../locales/zh-Hans/lokievents-kubernetes-app.json';
import { chineseWords, translated } from '../translated';

/** The other panels do not use these sections, so that they are not in their bundles. */
export const chineseProblemWords = {
  ...chineseWords,
  meaning: chinese.meaning,
  problems: chinese.problems,
  state: chinese.state,
  trouble: chinese.trouble,
};

export const problemPanelWords = translated(chineseProblemWords);
