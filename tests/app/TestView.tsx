import { type ReactNode, useMemo } from 'react';
import { type Actions, ActionsContext } from '../../src/view/Actions';
import { type Asking, AskingContext } from '../../src/view/Asking';
import { changed } from '../../src/view/url/changed';
import { searchText, written } from '../../src/view/url/codec';
import { commonUrl } from '../../src/view/url/common';
import { type ChangeOptions, type Url, UrlContext } from '../../src/view/url/useUrl';
import { useMemoryUrl } from '../../src/view/url/useMemoryUrl';

interface Props {
  /** The address's search part to start with. */
  search?: string;
  /** Called with the search part after each change. */
  onChange?(search: string, options?: ChangeOptions): void;
  /** In place of actions that open and close events in the address and do nothing else. */
  actions?: Partial<Actions>;
  asking?: Partial<Asking>;
  children: ReactNode;
}

const nothing = () => undefined;

/** For tests: what a view finds around it in the app, with the address in memory. */
export function TestView({ search = '', onChange, actions, asking, children }: Props) {
  const { params, change } = useMemoryUrl(search);
  const url = useMemo<Url>(
    () => ({
      params,
      change: (apply, options) => {
        onChange?.(searchText(changed(params, apply)), options);
        change(apply);
      },
    }),
    [params, change, onChange]
  );
  const show = (event: string) => url.change((latest) => written(latest, commonUrl, { event }));
  const all: Actions = {
    only: nothing,
    not: nothing,
    openEvent: show,
    closeEvent: () => show(''),
    openStory: nothing,
    openReason: nothing,
    ...actions,
  };
  return (
    <UrlContext.Provider value={url}>
      <AskingContext.Provider value={asking as Asking | undefined}>
        <ActionsContext.Provider value={all}>{children}</ActionsContext.Provider>
      </AskingContext.Provider>
    </UrlContext.Provider>
  );
}
