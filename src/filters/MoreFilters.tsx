import { t } from '@grafana/i18n';
import { Fragment, useRef, useState } from 'react';
import { Button } from '@grafana/ui';
import { css } from '@emotion/css';
import { useUrl } from '../view/url/useUrl';
import { commonUrl } from '../view/url/common';
import { Popup } from '../shared/Popup';
import { FieldFilter } from './FieldFilter';
import { FieldValues } from './FieldValues';
import { fieldLabel, MORE_FIELDS } from '../fields/fields';

const anchor = css({ position: 'relative' });
const menu = css({ display: 'flex', flexDirection: 'column', padding: 8, gap: 4 });

/** The fields that are seldom asked for: behind one button until one of them is. */
export function MoreFilters() {
  const [state] = useUrl(commonUrl);
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<string>();
  const ref = useRef<HTMLDivElement>(null);
  const used = MORE_FIELDS.filter((one) => state.filters.some((filter) => filter.field === one));
  const rest = MORE_FIELDS.filter((one) => !used.includes(one) || one === field);
  const close = () => {
    setOpen(false);
    setField(undefined);
    ref.current?.querySelector('button')?.focus();
  };
  return (
    <Fragment>
      {used
        .filter((one) => one !== field)
        .map((one) => (
          <FieldFilter key={one} field={one} />
        ))}
      {rest.length > 0 && (
        <div className={anchor} ref={ref}>
          <Button
            variant="secondary"
            fill="text"
            icon="plus"
            aria-expanded={open}
            onClick={() => (open ? close() : setOpen(true))}
          >
            {t('filters.more', 'More')}
          </Button>
          {open && (
            <Popup label={t('filters.more', 'More')} close={close}>
              {field ? (
                <FieldValues field={field} />
              ) : (
                <div className={menu}>
                  {rest.map((one) => (
                    <Button key={one} variant="secondary" fill="text" onClick={() => setField(one)}>
                      {fieldLabel(one)}
                    </Button>
                  ))}
                </div>
              )}
            </Popup>
          )}
        </div>
      )}
    </Fragment>
  );
}
