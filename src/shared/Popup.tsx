import { type ReactElement, type ReactNode, useState } from 'react';
import { Toggletip } from '@grafana/ui';

interface Props {
  label: string;
  content(close: () => void): ReactNode;
  onOpen?(): void;
  /** Called when it closes, however it does. */
  onClose?(): void;
  children: ReactElement;
}

/** Grafana's Toggletip below a button, named, and closed by what is in it. */
export function Popup({ label, content, onOpen, onClose, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    onClose?.();
  };
  return (
    <Toggletip
      // A name of its own, so that keys and screen readers know that something is open.
      content={
        <div role="dialog" aria-label={label}>
          {content(close)}
        </div>
      }
      show={isOpen}
      onOpen={() => {
        setOpen(true);
        onOpen?.();
      }}
      onClose={close}
      closeButton={false}
      placement="bottom-start"
      fitContent
    >
      {children}
    </Toggletip>
  );
}
