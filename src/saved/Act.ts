/** Does something, and says on the panel what was done, with a way back if there is one, or why it failed. */
export type Act = (text: string, act: () => Promise<void | (() => Promise<void>)>) => Promise<boolean>;
