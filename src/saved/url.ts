import { text } from '../view/url/codec';

/** The saved filter that was chosen last, by id: the view may have changed since. */
export const savedUrl = { saved: text('saved', '') };
