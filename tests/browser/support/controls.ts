import { type Locator, type Page } from 'playwright-core';

/** Something on a page that a person can click. */
export interface Control {
  /** Where it is in the page: the same after the page has been left and opened again. */
  key: string;
  /** What it is: the same wherever else it comes up, and whatever value of the data it stands for. */
  id: string;
  /** Its role or its tag. */
  role: string;
  /** For messages: `button "Refresh"`. */
  name: string;
  /** Absolute; empty if it is not a link. */
  href: string;
  opensTab: boolean;
  /** What activates it: a native select changes its option, a checkbox or radio button is checked, all else is pressed. */
  kind: 'press' | 'check' | 'select';
  /** Whether others like it are on the page, of which it is the first. */
  isOneOfMany: boolean;
  /** Whether it is in what has come up over the page. */
  isInLayer: boolean;
  /** An option to choose in a native select. */
  option?: string;
  /** The grid, menu, list or group of choices that it is in, within which arrow keys move; empty if there is none. */
  composite: string;
}

/** What comes up over a page, and goes with Escape. */
export const LAYERS = '[role=dialog], [role=menu], [role=listbox]';

const MARK = 'data-walk';

/** Grafana's place for menus, dialogs and tooltips. */
const PORTALS = '#grafana-portal-container, [data-floating-ui-portal]';

/**
 * Every visible and enabled tab, link, button, menu entry, checkbox and select within the scope or in a portal. Of
 * controls that repeat in each row of a list, and of the choices of one setting, only the first.
 */
export function controlsOf(page: Page, scope: string): Promise<Control[]> {
  return page.evaluate(collect, { scope: `${scope}, ${PORTALS}`, mark: MARK, LAYERS });
}

export const locate = (page: Page, key: string): Locator => page.locator(`[${MARK}=${JSON.stringify(key)}]`).first();

/** Clicks a control with the mouse. Grafana's radio buttons lie over their labels: there, the button takes the click. */
export async function click(page: Page, key: string): Promise<void> {
  const control = locate(page, key);
  await control.scrollIntoViewIfNeeded();
  const over = await control.evaluateHandle((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return element instanceof HTMLLabelElement && top === element.control ? top : undefined;
  });
  await (over.asElement() ?? control).click();
}

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

/** Moves the focus to a control, or to the box that a label is of. */
export const focus = (page: Page, key: string): Promise<void> =>
  locate(page, key).evaluate((element) => {
    const box = element instanceof HTMLLabelElement ? element.control : undefined;
    (box ?? (element as HTMLElement)).focus();
  });

/** Runs in the page. */
function collect({ scope, mark, LAYERS }: { scope: string; mark: string; LAYERS: string }): Control[] {
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
  const pathTo = (element: Element, from = scope): string => {
    const parts: string[] = [];
    for (let at: Element | null = element; at && !at.matches(from); at = at.parentElement) {
      const place = at.matches(ROWS) ? '' : [...(at.parentElement?.children ?? [])].indexOf(at);
      parts.unshift(`${at.tagName.toLowerCase()}${at.getAttribute('role') ?? ''}${place}`);
    }
    return parts.join('/');
  };
  const roleOf = (element: Element) => element.getAttribute('role') ?? element.tagName.toLowerCase();
  const nameOf = (element: Element) => {
    const text = element.getAttribute('aria-label') || (element as HTMLElement).innerText || element.id;
    return `${roleOf(element)} ${JSON.stringify(text.trim().replace(/\s+/g, ' ').slice(0, 60))}`;
  };
  const kindOf = (element: Element) =>
    element instanceof HTMLSelectElement
      ? 'select'
      : boxOf(element) || element.matches('[role=switch]')
        ? 'check'
        : 'press';

  const otherOption = (element: Element) =>
    element instanceof HTMLSelectElement
      ? [...element.options].find(({ selected, disabled }) => !selected && !disabled)?.value
      : undefined;
  // A link is another one if it leads elsewhere.
  const targetOf = (element: Element) => (element instanceof HTMLAnchorElement ? new URL(element.href).pathname : '');
  const controlOf = (key: string, [element, ...others]: [Element, ...Element[]]): Control => ({
    key,
    id: [key, targetOf(element), others.length > 0 ? '' : nameOf(element)].join(' '),
    isOneOfMany: others.length > 0,
    isInLayer: element.closest(LAYERS) !== null,
    role: roleOf(element),
    name: nameOf(element),
    href: element instanceof HTMLAnchorElement ? element.href : '',
    opensTab: element instanceof HTMLAnchorElement && element.target === '_blank',
    kind: kindOf(element),
    composite: element.closest(COMPOSITES)?.getAttribute(`${mark}-composite`) ?? '',
    option: otherOption(element),
  });

  for (const name of [mark, `${mark}-composite`]) {
    document.querySelectorAll(`[${name}]`).forEach((element) => element.removeAttribute(name));
  }
  const found = new Map<string, [Element, ...Element[]]>();
  for (const [at, root] of [...document.querySelectorAll(scope)].entries()) {
    root
      .querySelectorAll(COMPOSITES)
      .forEach((composite) => composite.setAttribute(`${mark}-composite`, `${at}:${pathTo(composite)}`));
    for (const element of [...root.querySelectorAll(CLICKABLE)].filter(isUsable)) {
      // What comes up over the page is wherever there is room in the document.
      const key = element.closest(LAYERS) ? `layer:${pathTo(element, LAYERS)}` : `${at}:${pathTo(element)}`;
      element.setAttribute(mark, key);
      const alike = found.get(key);
      if (alike) {
        alike.push(element);
      } else {
        found.set(key, [element]);
      }
    }
  }
  const controls = [...found].map(([key, alike]) => controlOf(key, alike));
  return controls.filter(({ kind, option }) => kind !== 'select' || option !== undefined);
}
