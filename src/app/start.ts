import { translate } from '../view/translate';

const translated = () =>
  translate((language) => import(`../locales/${language}/lokievents-kubernetes-app.json`).then((file) => file.default));

/** The app, once its words are there. */
export async function start() {
  const [app] = await Promise.all([import('./App'), translated()]);
  return app;
}

/** The configuration page, once its words are there. */
export async function startConfig() {
  const [config] = await Promise.all([import('../config/Config'), translated()]);
  return config;
}

/** An object's story for other apps, once its words are there. */
export async function startStory() {
  const [story] = await Promise.all([import('./ObjectStory'), translated()]);
  return story;
}
