import { type Locator, type Page } from 'playwright-core';

/** Something on a page that a person can click. */
export interface Control {
  /** Where it is in the page: the same after the page has been left and opened again. */
  key: string;
  /** For messages: `button "Refresh"`. */
  name: string;
  /** Absolute; empty if it is not a link. */
  href: string;
  /** The grid, menu, list or group of choices that it is in, within which arrow keys move; empty if there is none. */
  composite: string;
}

const MARK = 'data-walk';

/** Grafana's place for menus, dialogs and tooltips. */
const PORTALS = '#grafana-portal-container, [data-floating-ui-portal]';

/**
 * Every visible and enabled tab, link, button, menu entry, checkbox and select within the scope or in a portal. Of
 * controls that repeat in each row of a list, and of the choices of one setting, only the first.
 */
export function controlsOf(page: Page, scope: string): Promise<Control[]> {
  return page.evaluate(collect, { scope: `${scope}, ${PORTALS}`, mark: MARK });
}

export const locate = (page: Page, key: string): Locator => page.locator(`[${MARK}=${JSON.stringify(key)}]`).first();

/** Where the keyboard is. */
export interface Focus {
  /** The key of the control that has the focus or, in a list that keeps the focus, is the current one. */
  key: string;
  composite: string;
  /** Whether the focus is outside the document, or nowhere in it. */
  isNone: boolean;
}

export function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(
    ({ mark, composite }) => {
      const active = document.activeElement;
      if (!active || active === document.body) {
        return { key: '', composite: '', isNone: true };
      }
      const current = document.getElementById(active.getAttribute('aria-activedescendant') ?? '') ?? active;
      const [label] = current instanceof HTMLInputElement ? (current.labels ?? []) : [];
      const keyOf = (element?: Element) => element?.closest(`[${mark}]`)?.getAttribute(mark) ?? '';
      return {
        key: keyOf(current) || keyOf(label),
        composite: current.closest(`[${composite}]`)?.getAttribute(composite) ?? '',
        isNone: false,
      };
    },
    { mark: MARK, composite: `${MARK}-composite` }
  );
}

/** Runs in the page. */
function collect({ scope, mark }: { scope: string; mark: string }): Control[] {
  const CLICKABLE =
    'a[href], button, summary, select, label, [role=tab], [role=link], [role=button], [role^=menuitem], [role=switch], [role=option]';
  // Lists that draw only what is in view place their rows by style.
  const ROWS =
    'tr, li, [role=row], [role=listitem], [role=option], [role=menuitemradio], [role=presentation], [style*="top:"], [style*="translate"]';
  const COMPOSITES =
    '[role=grid], [role=treegrid], [role=tree], [role=menu], [role=listbox], [role=radiogroup], [role=tablist], [role=toolbar]';

  const boxOf = (element: Element) => (element instanceof HTMLLabelElement ? element.control : undefined);
  const isUsable = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    const isOff = element.matches(':disabled, [aria-disabled=true]') || boxOf(element)?.matches(':disabled');
    const isPlain = element instanceof HTMLLabelElement && !boxOf(element)?.matches('[type=checkbox], [type=radio]');
    return width > 0 && height > 0 && !isOff && !isPlain && getComputedStyle(element).visibility !== 'hidden';
  };
  const pathTo = (element: Element): string => {
    const parts: string[] = [];
    for (let at: Element | null = element; at && !at.matches(scope); at = at.parentElement) {
      const place = at.matches(ROWS) ? '' : [...(at.parentElement?.children ?? [])].indexOf(at);
      parts.unshift(`${at.tagName.toLowerCase()}${at.getAttribute('role') ?? ''}${place}`);
    }
    return parts.join('/');
  };
  const nameOf = (element: Element) => {
    const text = element.getAttribute('aria-label') || (element as HTMLElement).innerText || element.id;
    const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
    return `${role} ${JSON.stringify(text.trim().replace(/\s+/g, ' ').slice(0, 60))}`;
  };
  for (const name of [mark, `${mark}-composite`]) {
    document.querySelectorAll(`[${name}]`).forEach((element) => element.removeAttribute(name));
  }
  const found = new Map<string, Control>();
  for (const [at, root] of [...document.querySelectorAll(scope)].entries()) {
    root
      .querySelectorAll(COMPOSITES)
      .forEach((composite) => composite.setAttribute(`${mark}-composite`, `${at}:${pathTo(composite)}`));
    for (const element of [...root.querySelectorAll(CLICKABLE)].filter(isUsable)) {
      const key = `${at}:${pathTo(element)}`;
      element.setAttribute(mark, key);
      const control = {
        key,
        name: nameOf(element),
        href: element instanceof HTMLAnchorElement ? element.href : '',
        composite: element.closest(COMPOSITES)?.getAttribute(`${mark}-composite`) ?? '',
      };
      found.set(key, found.get(key) ?? control);
    }
  }
  return [...found.values()];
}
